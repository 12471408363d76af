package vimsession

import (
	"context"
	"net/http"
)

// Reload says which files were read.
type Reload struct {
	Files    []ReloadedFile `json:"files"`
	Warnings []string       `json:"warnings"`
}

// ReloadedFile is a file that was read: the option that names it, and how many there are of what it has.
type ReloadedFile struct {
	Option string         `json:"option"`
	Path   string         `json:"path"`
	Counts map[string]int `json:"counts"`
}

// Reload has the service read the users file, and the others that it watches, now. When one cannot be used, nothing is changed.
func (a *Admin) Reload(ctx context.Context) (Reload, error) {
	return call[Reload](ctx, a.connection, http.MethodPost, "reload", nil, nil)
}
