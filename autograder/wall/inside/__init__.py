"""What runs behind the wall, beside submissions. Nothing here protects anything once a submission has run.

The grader sends the source of these modules over; they use Python's library, NumPy, Matplotlib and IPython only.
"""
