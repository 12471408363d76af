package vimsession

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
)

// Admin is the client of the admin API. Errors of refused requests are a *Problem. Goroutines may share it.
type Admin struct {
	Sessions    Sessions
	Tickets     Tickets
	Clock       Clock
	Limits      Limits
	Users       Users
	Groups      Groups
	Roles       Roles
	Permissions Permissions
	Extensions  Extensions
	Rules       Rules
	Outages     Outages
	Journal     Journal
	Leaks       Leaks
	Scenario    Scenario

	connection *connection
}

// Snapshot is the whole state as one document. Keep it as you keep password hashes.
type Snapshot json.RawMessage

// NewAdmin makes a client from the URL that the service prints at start, http://HOST:PORT/admin/v1, and its token; "" where it wants none.
func NewAdmin(address, token string) *Admin {
	c := newConnection(address, token)
	return &Admin{
		Sessions{c}, Tickets{c}, Clock{c}, Limits{c}, Users{c}, Groups{c}, Roles{c}, Permissions{c}, Extensions{c}, Rules{c}, Outages{c}, Journal{c}, Leaks{c}, Scenario{c}, c,
	}
}

// FindAdmin makes a client of the service that has this data directory.
func FindAdmin(dataDirectory string) (*Admin, error) {
	file := filepath.Join(dataDirectory, "admin.json")
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("no service with this data directory runs: %w", err)
	}
	var found struct{ URL, Token string }
	if err := json.Unmarshal(text, &found); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return NewAdmin(found.URL, found.Token), nil
}

// URL is where the API is.
func (a *Admin) URL() string { return a.connection.url }

// Snapshot takes the state.
func (a *Admin) Snapshot(ctx context.Context) (Snapshot, error) {
	answer, err := a.connection.send(ctx, http.MethodGet, "snapshot", nil, nil)
	return Snapshot(answer), err
}

// Restore brings the service into the state of a snapshot.
func (a *Admin) Restore(ctx context.Context, snapshot Snapshot) error {
	return a.connection.do(ctx, http.MethodPut, "snapshot", nil, json.RawMessage(snapshot))
}

// Reset brings the service into the state that it had at its start. Events and the journal stay.
func (a *Admin) Reset(ctx context.Context) error {
	return a.connection.do(ctx, http.MethodPost, "reset", nil, nil)
}

// Do sends a request that this client has no method for, and reads its answer into result unless that is nil.
func (a *Admin) Do(ctx context.Context, method, path string, query url.Values, body, result any) error {
	answer, err := a.connection.send(ctx, method, path, query, body)
	if err != nil || result == nil {
		return err
	}
	return json.Unmarshal(answer, result)
}
