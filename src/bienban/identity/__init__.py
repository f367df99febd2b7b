"""Who is one across articles, and the merged graph that follows: pure functions, and the step from one state to the next."""
