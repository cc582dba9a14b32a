# nbgrader's own commands and its formgrader page work in this folder: they use the folders of the course, execute
# submissions behind the autograder's wall, and show them so that nothing in them can act.
from pathlib import Path

from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    GetGrades,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
)

from autograder.classroom import formgrader
from autograder.classroom.nbgrader_side import (
    CourseDates,
    Export,
    Harmless,
    ReleaseFeedback,
    StudentView,
    TrustedExecute,
    guard_validation,
    keep_private,
)
from autograder.course.release import STUB

c = get_config()

c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.ClearSolutions.text_stub = STUB
# What the grader keeps in autograded/ goes to nobody, and a file of that name that was handed in does not get there.
# Neither does configuration: nbgrader and Jupyter run that of the folder in which they are started.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "result.json", "staff.json"]
c.CourseDirectory.ignore += ["*_config.py", "*_config.json", ".*"]

c.Autograde.sanitize_preprocessors = [
    ClearOutput,
    DeduplicateIds,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,
    Harmless,
]
# TrustedExecute keeps the marks itself: SaveAutoGrades would ask for every mark by hand anew.
c.Autograde.autograde_preprocessors = [
    TrustedExecute,
    ClearMetadataPreprocessor,
    LimitOutput,
    AssignLatePenalties,
    CourseDates,
    CheckCellMetadata,
]
c.ExportApp.plugin_class = Export
c.GenerateFeedback.preprocessors = [GetGrades, StudentView, CSSHTMLHeaderPreprocessor]
c.GenerateFeedback.exporter_class = formgrader.HarmlessExporter

# Marks and hand-ins are for their owner alone. In a course that a group shares (c.CourseDirectory.groupshared = True)
# leave these two lines out.
c.Autograde.permissions = 600
c.GenerateFeedback.permissions = 600
c.ExchangeFactory.release_feedback = ReleaseFeedback
c.Autograde.pre_convert_hook = c.GenerateFeedback.pre_convert_hook = keep_private(Path(__file__).parent)

formgrader.guard()
guard_validation(Path(__file__).parent)
