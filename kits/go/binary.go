package vimsession

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

const (
	programName    = "VimSessionService"
	binaryVariable = "VIMSESSION_BINARY"
	buildCommand   = "dotnet publish src/VimSessionService -c Release -o bin"
)

// findBinary finds the program of the service: the one that is given, else the one that VIMSESSION_BINARY names, else the one in PATH.
func findBinary(given string) (string, error) {
	named, source := given, "the option Binary"
	if named == "" {
		named, source = os.Getenv(binaryVariable), binaryVariable
	}
	if named == "" {
		found, err := exec.LookPath(programName)
		if err != nil {
			return "", fmt.Errorf(
				"%s was not found. Name it by the option vimsession.Binary, by the variable %s, or put it into PATH. Build it in a clone of its repository with: %s",
				programName, binaryVariable, buildCommand)
		}
		return filepath.Abs(found)
	}
	found, err := exec.LookPath(named)
	if err != nil {
		return "", fmt.Errorf(
			"%s, which %s names, is no program that can be started (%w). Build it in a clone of the repository of %s with: %s", named, source, err, programName, buildCommand)
	}
	return filepath.Abs(found)
}
