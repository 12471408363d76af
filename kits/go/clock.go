package vimsession

import (
	"context"
	"net/http"
	"time"
)

// ClockState is what the clock shows.
type ClockState struct {
	Now time.Time `json:"now"`
	// Rate is how many seconds pass in a real second; 0 is frozen.
	Rate float64 `json:"rate"`
	// IsReal says that it shows the real time.
	IsReal bool `json:"isReal"`
}

// Clock is the clock that sessions, tickets, tokens, lock-outs, rules and outages go by.
type Clock struct{ connection *connection }

// Show says what it shows.
func (c Clock) Show(ctx context.Context) (ClockState, error) {
	return call[ClockState](ctx, c.connection, http.MethodGet, "clock", nil, nil)
}

// Advance moves it forward. What is due on the way has been done when this returns.
func (c Clock) Advance(ctx context.Context, by time.Duration) (ClockState, error) {
	return c.change(ctx, "advance", struct {
		By Duration `json:"by"`
	}{Duration{by}})
}

// Set sets it. A later time is an advance; an earlier one changes the time of day alone.
func (c Clock) Set(ctx context.Context, to time.Time) (ClockState, error) {
	return c.change(ctx, "set", struct {
		Time time.Time `json:"time"`
	}{to.UTC()})
}

// Run lets it run at so many seconds in a real second.
func (c Clock) Run(ctx context.Context, rate float64) (ClockState, error) {
	return c.change(ctx, "run", struct {
		Rate float64 `json:"rate"`
	}{rate})
}

// Freeze stops it.
func (c Clock) Freeze(ctx context.Context) (ClockState, error) { return c.change(ctx, "freeze", nil) }

// Resume lets it go on from the time that it shows.
func (c Clock) Resume(ctx context.Context) (ClockState, error) { return c.change(ctx, "resume", nil) }

// Real shows the real time of day again.
func (c Clock) Real(ctx context.Context) (ClockState, error) { return c.change(ctx, "real", nil) }

func (c Clock) change(ctx context.Context, action string, body any) (ClockState, error) {
	return call[ClockState](ctx, c.connection, http.MethodPost, path("clock", action), nil, body)
}
