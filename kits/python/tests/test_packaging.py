"""The package as pip installs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

KIT = Path(__file__).parents[1]


def test_pytest_finds_the_fixtures_of_the_installed_package(tmp_path):
    copy = tmp_path / "kit"
    shutil.copytree(KIT, copy, ignore=shutil.ignore_patterns("tests", "build", "*.egg-info", "__pycache__"))
    installed = tmp_path / "installed"
    run([sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--target", str(installed), str(copy)], tmp_path)
    assert (installed / "vimsession" / "py.typed").is_file()
    project = tmp_path / "project"
    project.mkdir()
    (project / "test_file.py").write_text("def test_something(vcenter):\n    assert vcenter.admin.sessions.list() == []\n")

    written = run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q"], project, PYTHONPATH=str(installed))

    assert "1 passed" in written


def run(command, folder, **variables):
    done = subprocess.run(command, cwd=folder, env={**os.environ, **variables}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout
    return done.stdout
