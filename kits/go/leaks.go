package vimsession

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// LeakReport has the sessions that were never logged out: those that are open, and those that have expired.
type LeakReport struct {
	Open     int             `json:"open"`
	Expired  int             `json:"expired"`
	Groups   []LeakGroup     `json:"groups"`
	Sessions []LeakedSession `json:"sessions"`
}

// LeakGroup has the leaked sessions of one User-Agent and one user.
type LeakGroup struct {
	UserAgent string   `json:"userAgent"`
	User      string   `json:"user"`
	Open      int      `json:"open"`
	Expired   int      `json:"expired"`
	Calls     int64    `json:"calls"`
	OldestAge Duration `json:"oldestAge"`
}

// LeakedSession is a session that was never logged out.
type LeakedSession struct {
	Session       string     `json:"session"`
	IsOpen        bool       `json:"isOpen"`
	User          string     `json:"user"`
	UserAgent     string     `json:"userAgent"`
	ClientAddress string     `json:"clientAddress"`
	Door          string     `json:"door"`
	LoginTime     time.Time  `json:"loginTime"`
	Age           Duration   `json:"age"`
	Calls         int64      `json:"calls"`
	FirstCall     *FirstCall `json:"firstCall"`
}

// FirstCall is the first call in a session, which tells who opened it.
type FirstCall struct {
	Time        time.Time `json:"time"`
	Operation   string    `json:"operation"`
	OperationID string    `json:"operationId"`
}

// LeakQuery says which sessions: those that match all that is given. In UserAgent, * is any text.
type LeakQuery struct {
	User      string
	UserAgent string
	MinAge    time.Duration
	Since     time.Time
}

// Leaks are the sessions that were never logged out.
type Leaks struct{ connection *connection }

// Report gives them.
func (l Leaks) Report(ctx context.Context, query LeakQuery) (LeakReport, error) {
	return call[LeakReport](ctx, l.connection, http.MethodGet, "leaks", query.values(), nil)
}

// Assert is a *Problem of the kind leaked-sessions while a session is open; with expired also when one has expired.
func (l Leaks) Assert(ctx context.Context, query LeakQuery, expired bool) error {
	values := query.values()
	if expired {
		values.Set("expired", "true")
	}
	return l.connection.do(ctx, http.MethodPost, "leaks/assert", values, nil)
}

// Forget forgets the sessions that have expired.
func (l Leaks) Forget(ctx context.Context) error {
	return l.connection.do(ctx, http.MethodDelete, "leaks", nil, nil)
}

func (q LeakQuery) values() url.Values {
	return queryOf("user", q.User, "userAgent", q.UserAgent, "minAge", optional(q.MinAge), "since", moment(q.Since))
}
