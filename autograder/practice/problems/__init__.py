"""What is practised, one module an exercise: how to draw problems, and how to ask a function about them."""
