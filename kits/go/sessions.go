package vimsession

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Session is a live session.
type Session struct {
	Key              string    `json:"key"`
	UserName         string    `json:"userName"`
	FullName         string    `json:"fullName"`
	Door             string    `json:"door"`
	UserAgent        string    `json:"userAgent"`
	IPAddress        string    `json:"ipAddress"`
	LoginTime        time.Time `json:"loginTime"`
	LastActiveTime   time.Time `json:"lastActiveTime"`
	Idle             Duration  `json:"idle"`
	Age              Duration  `json:"age"`
	CallCount        int64     `json:"callCount"`
	Locale           string    `json:"locale"`
	MessageLocale    string    `json:"messageLocale"`
	ExtensionSession bool      `json:"extensionSession"`
}

// SessionQuery says which sessions: those that match all that is given.
type SessionQuery struct {
	User string
	// UserAgent is a part of it.
	UserAgent string
	Door      string
	MinAge    time.Duration
	MinIdle   time.Duration
}

// SessionChange is what to change of a session.
type SessionChange struct {
	Locale string `json:"locale,omitempty"`
	// Idle is how long it has been without a call.
	Idle *Duration `json:"idle,omitempty"`
}

// Sessions are the live sessions.
type Sessions struct{ connection *connection }

// List gives the sessions, the oldest login first.
func (s Sessions) List(ctx context.Context, query SessionQuery) ([]Session, error) {
	list, err := call[struct{ Sessions []Session }](ctx, s.connection, http.MethodGet, "sessions", query.values(), nil)
	return list.Sessions, err
}

// Get gives one session.
func (s Sessions) Get(ctx context.Context, key string) (Session, error) {
	return call[Session](ctx, s.connection, http.MethodGet, path("sessions", key), nil, nil)
}

// Expire ends a session as its idle timeout does.
func (s Sessions) Expire(ctx context.Context, key string) error {
	return s.connection.do(ctx, http.MethodPost, path("sessions", key, "expire"), nil, nil)
}

// Terminate ends a session as an administrator does.
func (s Sessions) Terminate(ctx context.Context, key string) error {
	return s.connection.do(ctx, http.MethodPost, path("sessions", key, "terminate"), nil, nil)
}

// ExpireAll ends sessions as their idle timeout does, and says how many.
func (s Sessions) ExpireAll(ctx context.Context, query SessionQuery) (int, error) {
	return s.end(ctx, "sessions/expire", query)
}

// TerminateAll ends sessions as an administrator does, and says how many.
func (s Sessions) TerminateAll(ctx context.Context, query SessionQuery) (int, error) {
	return s.end(ctx, "sessions/terminate", query)
}

// Change changes a session.
func (s Sessions) Change(ctx context.Context, key string, change SessionChange) (Session, error) {
	return call[Session](ctx, s.connection, http.MethodPatch, path("sessions", key), nil, change)
}

func (s Sessions) end(ctx context.Context, path string, query SessionQuery) (int, error) {
	ended, err := call[struct{ Ended int }](ctx, s.connection, http.MethodPost, path, query.values(), nil)
	return ended.Ended, err
}

func (q SessionQuery) values() url.Values {
	return queryOf("user", q.User, "userAgent", q.UserAgent, "door", q.Door, "minAge", optional(q.MinAge), "minIdle", optional(q.MinIdle))
}

// Ticket is a ticket that has not been used. The ID is its SHA-256, which opens nothing.
type Ticket struct {
	ID         string   `json:"id"`
	Purpose    string   `json:"purpose"`
	UserName   string   `json:"userName"`
	SessionKey string   `json:"sessionKey"`
	ExpiresIn  Duration `json:"expiresIn"`
}

// Tickets are the tickets that have not been used.
type Tickets struct{ connection *connection }

// List gives the tickets.
func (t Tickets) List(ctx context.Context) ([]Ticket, error) {
	list, err := call[struct{ Tickets []Ticket }](ctx, t.connection, http.MethodGet, "tickets", nil, nil)
	return list.Tickets, err
}

// Expire ends a ticket.
func (t Tickets) Expire(ctx context.Context, id string) error {
	return t.connection.do(ctx, http.MethodPost, path("tickets", id, "expire"), nil, nil)
}
