"""Whether everyone can use a page: 網站無障礙規範, WCAG."""
