package vimsession

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Call is a call that was answered. No secret is in it.
type Call struct {
	Number    int64     `json:"number"`
	Time      time.Time `json:"time"`
	Duration  Duration  `json:"duration"`
	Door      string    `json:"door"`
	Operation string    `json:"operation"`
	Object    string    `json:"object"`
	// Method and Target are those of the HTTP request, without secrets in the query.
	Method    string          `json:"method"`
	Target    string          `json:"target"`
	Arguments json.RawMessage `json:"arguments"`
	Session   string          `json:"session"`
	User      string          `json:"user"`
	// LoginName is the name that a login presented, refused or not; empty when none was presented, or it was not read.
	LoginName     string `json:"loginName"`
	ClientAddress string `json:"clientAddress"`
	UserAgent     string `json:"userAgent"`
	OperationID   string `json:"operationId"`
	// Status is the HTTP status; 0 for a closed connection.
	Status int    `json:"status"`
	Fault  string `json:"fault"`
	Reason string `json:"reason"`
	Rule   string `json:"rule"`
	// Diagnosis says why the call had no session, or why a login was refused. The client is not told.
	Diagnosis *Diagnosis `json:"diagnosis"`
}

// Diagnosis says why a call had no session, or why a login was refused.
type Diagnosis struct {
	Cause  string      `json:"cause"`
	Text   string      `json:"text"`
	Tokens []TokenFate `json:"tokens"`
}

// TokenFate says what became of a cookie, header or id that a call brought.
type TokenFate struct {
	Source  string     `json:"source"`
	Hash    string     `json:"hash"`
	Fate    string     `json:"fate"`
	Session string     `json:"session"`
	User    string     `json:"user"`
	At      *time.Time `json:"at"`
	By      string     `json:"by"`
}

// JournalQuery says which calls: those that match all that is given. In UserAgent and Fault, * is any text. User is that of the session, or the
// name that a login presented.
type JournalQuery struct {
	After       int64
	Door        string
	Operation   string
	Object      string
	User        string
	Session     string
	UserAgent   string
	OperationID string
	Status      int
	Fault       string
	Rule        string
}

// CallCount says how many calls match.
type CallCount struct {
	Count int64 `json:"count"`
	// IsReached says whether as many match as were waited for.
	IsReached bool `json:"isReached"`
	// Last is the number of the last call, to ask only for later ones.
	Last int64 `json:"last"`
}

// Journal has the calls that clients made.
type Journal struct{ connection *connection }

// Calls gives all calls that match, the oldest first.
func (j Journal) Calls(ctx context.Context, query JournalQuery) ([]Call, error) {
	var found []Call
	for {
		values := query.values()
		values.Set("limit", "1000")
		page, err := call[struct {
			Calls []Call
			Next  int64
		}](ctx, j.connection, http.MethodGet, "journal", values, nil)
		if err != nil {
			return nil, err
		}
		found = append(found, page.Calls...)
		if page.Next == 0 {
			return found, nil
		}
		query.After = page.Next
	}
}

// Get gives one call.
func (j Journal) Get(ctx context.Context, number int64) (Call, error) {
	return call[Call](ctx, j.connection, http.MethodGet, path("journal", strconv.FormatInt(number, 10)), nil, nil)
}

// Count says how many calls match.
func (j Journal) Count(ctx context.Context, query JournalQuery) (CallCount, error) {
	return call[CallCount](ctx, j.connection, http.MethodGet, "journal/count", query.values(), nil)
}

// Wait waits until so many calls match, or the time is over, up to ten minutes in real time.
func (j Journal) Wait(ctx context.Context, count int, query JournalQuery, timeout time.Duration) (CallCount, error) {
	values := query.values()
	values.Set("count", strconv.Itoa(count))
	values.Set("timeout", durationText(timeout))
	return call[CallCount](ctx, j.connection, http.MethodGet, "journal/wait", values, nil)
}

// Export gives the calls as a text: with jsonl one a line, with har an HTTP archive.
func (j Journal) Export(ctx context.Context, format string, query JournalQuery) ([]byte, error) {
	values := query.values()
	values.Set("format", format)
	return j.connection.send(ctx, http.MethodGet, "journal/export", values, nil)
}

// Clear forgets all calls.
func (j Journal) Clear(ctx context.Context) error {
	return j.connection.do(ctx, http.MethodDelete, "journal", nil, nil)
}

func (q JournalQuery) values() url.Values {
	return queryOf(
		"after", number(q.After), "door", q.Door, "operation", q.Operation, "object", q.Object, "user", q.User, "session", q.Session,
		"userAgent", q.UserAgent, "operationId", q.OperationID, "status", number(q.Status), "fault", q.Fault, "rule", q.Rule)
}
