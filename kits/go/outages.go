package vimsession

import (
	"context"
	"net/http"
	"time"
)

// Outage is an outage to begin.
type Outage struct {
	ID string `json:"id,omitempty"`
	// Doors are those that are out, such as sts; none is all.
	Doors []string `json:"doors,omitempty"`
	// Mode is unavailable, refuse or hang.
	Mode string `json:"mode"`
	// For is how long; nil is until it is ended.
	For *Duration `json:"for,omitempty"`
}

// OutageState is an outage, and how many requests it has met.
type OutageState struct {
	ID    string     `json:"id"`
	Doors []string   `json:"doors"`
	Mode  string     `json:"mode"`
	Began time.Time  `json:"began"`
	Ends  *time.Time `json:"ends"`
	Met   int64      `json:"met"`
}

// Restart is a restart as clients see one.
type Restart struct {
	KeepSessions bool      `json:"keepSessions,omitempty"`
	DownFor      *Duration `json:"downFor,omitempty"`
}

// RestartResult is what a restart did.
type RestartResult struct {
	SessionsLost int          `json:"sessionsLost"`
	Outage       *OutageState `json:"outage"`
}

// Outages are outages of the service, or of a part of it.
type Outages struct{ connection *connection }

// Start begins an outage.
func (o Outages) Start(ctx context.Context, outage Outage) (OutageState, error) {
	return call[OutageState](ctx, o.connection, http.MethodPost, "outages", nil, outage)
}

// List gives the outages that are going on.
func (o Outages) List(ctx context.Context) ([]OutageState, error) {
	list, err := call[struct{ Outages []OutageState }](ctx, o.connection, http.MethodGet, "outages", nil, nil)
	return list.Outages, err
}

// Stop ends an outage.
func (o Outages) Stop(ctx context.Context, id string) error {
	return o.connection.do(ctx, http.MethodDelete, path("outages", id), nil, nil)
}

// StopAll ends all outages.
func (o Outages) StopAll(ctx context.Context) error {
	return o.connection.do(ctx, http.MethodDelete, "outages", nil, nil)
}

// Restart does to clients what a restart does: their connections are reset, their sessions are lost.
func (o Outages) Restart(ctx context.Context, restart Restart) (RestartResult, error) {
	return call[RestartResult](ctx, o.connection, http.MethodPost, "restart", nil, restart)
}
