"""How right extraction is: facts found against facts annotated by hand, by kind, by rule and by band of confidence."""
