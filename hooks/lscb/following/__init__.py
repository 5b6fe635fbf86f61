"""What those who follow are sent: the content of entries, feeds in three formats, lists of feeds, calendars."""
