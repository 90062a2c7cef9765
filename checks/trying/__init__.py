"""Whether a page can be used as its visitors use it: by keyboard, enlarged, narrowed, without motion."""
