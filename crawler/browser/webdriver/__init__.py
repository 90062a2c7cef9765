"""Browsers that a WebDriver or a Selenium Grid drives, on this machine or on others."""
