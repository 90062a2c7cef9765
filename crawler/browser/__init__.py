"""The browser's part of the crawl: audits by axe-core, and a second look at links that refuse robots."""
