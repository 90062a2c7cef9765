"""Fetching: the crawl records facts about every page and link of the county's sites, and holds no opinion of them."""
