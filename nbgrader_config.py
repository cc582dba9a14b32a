# nbgrader's own commands and its formgrader page work in this folder: they use the folders of the course, and execute
# submissions behind the autograder's wall.
from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    GetGrades,
    LimitOutput,
)

from autograder.classroom.nbgrader_side import StudentView, TrustedExecute

c = get_config()

c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
# What the grader keeps in autograded/ goes to nobody, and a file of that name that was handed in does not get there.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "result.json", "staff.json"]

# TrustedExecute keeps the marks itself: SaveAutoGrades would ask for every mark by hand anew.
c.Autograde.autograde_preprocessors = [
    TrustedExecute,
    ClearMetadataPreprocessor,
    LimitOutput,
    AssignLatePenalties,
    CheckCellMetadata,
]
c.GenerateFeedback.preprocessors = [GetGrades, StudentView, CSSHTMLHeaderPreprocessor]
c.HTMLExporter.sanitize_html = True  # staff and students look at what others wrote
