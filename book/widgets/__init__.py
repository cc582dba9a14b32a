"""Figures that move. A figure is a Python class that holds settings, and an ES module that does all the mathematics."""

from widgets.backward_pass import BackwardPass
from widgets.check_entry import CheckEntry
from widgets.descent import Descent
from widgets.direction_scan import DirectionScan
from widgets.divergence import Divergence
from widgets.hinge_scores import HingeScores
from widgets.loss_slice import LossSlice
from widgets.momentum_plane import MomentumPlane
from widgets.noise_ball import NoiseBall
from widgets.optimizer_race import OptimizerRace
from widgets.schedule import Schedule
from widgets.tangent import Tangent

__all__ = [
    "BackwardPass",
    "CheckEntry",
    "Descent",
    "DirectionScan",
    "Divergence",
    "HingeScores",
    "LossSlice",
    "MomentumPlane",
    "NoiseBall",
    "OptimizerRace",
    "Schedule",
    "Tangent",
]
