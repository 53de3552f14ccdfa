"""The planner's paper: workbooks made of the answers to questions."""
