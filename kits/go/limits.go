package vimsession

import (
	"context"
	"net/http"
)

// LimitValues says how many sessions there may be, and how long. 0 is no limit.
type LimitValues struct {
	MaxSessions     int      `json:"maxSessions"`
	MaxUserSessions int      `json:"maxUserSessions"`
	IdleTimeout     Duration `json:"idleTimeout"`
	MaxLifetime     Duration `json:"maxLifetime"`
}

// LimitChange has the limits to change; nil leaves one as it is.
type LimitChange struct {
	MaxSessions     *int      `json:"maxSessions,omitempty"`
	MaxUserSessions *int      `json:"maxUserSessions,omitempty"`
	IdleTimeout     *Duration `json:"idleTimeout,omitempty"`
	MaxLifetime     *Duration `json:"maxLifetime,omitempty"`
}

// Limits are the limits of sessions. A lower number ends no session.
type Limits struct{ connection *connection }

// Count makes a number for a field that may be left out.
func Count(n int) *int { return &n }

// Get gives the limits.
func (l Limits) Get(ctx context.Context) (LimitValues, error) {
	return call[LimitValues](ctx, l.connection, http.MethodGet, "limits", nil, nil)
}

// Set changes those that are given.
func (l Limits) Set(ctx context.Context, change LimitChange) (LimitValues, error) {
	return call[LimitValues](ctx, l.connection, http.MethodPatch, "limits", nil, change)
}
