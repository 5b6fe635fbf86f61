"""What those who follow are sent: entries' content, feeds in three formats, lists of feeds, calendars."""
