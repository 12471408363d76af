package vimsession

import (
	"context"
	"time"
)

// The methods of this file are the situations that tests need most, in one line each. They fail the test when the service refuses a request.

// Advance moves the clock forward.
func (v *VCenter) Advance(by time.Duration) {
	v.t.Helper()
	v.do(func(ctx context.Context) error { _, err := v.Admin.Clock.Advance(ctx, by); return err })
}

// Freeze stops the clock.
func (v *VCenter) Freeze() {
	v.t.Helper()
	v.do(func(ctx context.Context) error { _, err := v.Admin.Clock.Freeze(ctx); return err })
}

// Sessions gives the live sessions, the oldest login first.
func (v *VCenter) Sessions() []Session {
	v.t.Helper()
	return get(v, func(ctx context.Context) ([]Session, error) { return v.Admin.Sessions.List(ctx, SessionQuery{}) })
}

// ExpireSessions ends all sessions as their idle timeout does, and says how many.
func (v *VCenter) ExpireSessions() int {
	v.t.Helper()
	return get(v, func(ctx context.Context) (int, error) { return v.Admin.Sessions.ExpireAll(ctx, SessionQuery{}) })
}

// TerminateSessions ends all sessions as an administrator does, and says how many.
func (v *VCenter) TerminateSessions() int {
	v.t.Helper()
	return get(v, func(ctx context.Context) (int, error) { return v.Admin.Sessions.TerminateAll(ctx, SessionQuery{}) })
}

// AddUser creates an account with a role on everything.
func (v *VCenter) AddUser(name, password, role string) {
	v.t.Helper()
	v.do(func(ctx context.Context) error {
		_, err := v.Admin.Users.Add(ctx, UserSpec{Name: name, Password: password, Role: role})
		return err
	})
}

// SetPassword rotates the password of an account.
func (v *VCenter) SetPassword(name, password string) {
	v.t.Helper()
	v.do(func(ctx context.Context) error { return v.Admin.Users.SetPassword(ctx, name, password) })
}

// LockUser locks an account until it is unlocked.
func (v *VCenter) LockUser(name string) {
	v.t.Helper()
	v.do(func(ctx context.Context) error { _, err := v.Admin.Users.Lock(ctx, name, 0); return err })
}

// UnlockUser unlocks an account.
func (v *VCenter) UnlockUser(name string) {
	v.t.Helper()
	v.do(func(ctx context.Context) error { _, err := v.Admin.Users.Unlock(ctx, name); return err })
}

// SetLimits changes the limits of sessions.
func (v *VCenter) SetLimits(change LimitChange) {
	v.t.Helper()
	v.do(func(ctx context.Context) error { _, err := v.Admin.Limits.Set(ctx, change); return err })
}

// AddRule adds a fault rule, and gives its name: vcenter.AddRule(vimsession.On("Login").Throw("InvalidLogin")).
func (v *VCenter) AddRule(rule Rule) string {
	v.t.Helper()
	return get(v, func(ctx context.Context) (RuleState, error) { return v.Admin.Rules.Add(ctx, rule) }).Rule.ID
}

// RuleState says what came of a rule.
func (v *VCenter) RuleState(id string) RuleState {
	v.t.Helper()
	return get(v, func(ctx context.Context) (RuleState, error) { return v.Admin.Rules.Get(ctx, id) })
}

// RemoveRule removes a rule.
func (v *VCenter) RemoveRule(id string) {
	v.t.Helper()
	v.do(func(ctx context.Context) error { return v.Admin.Rules.Remove(ctx, id) })
}

// StartOutage begins an outage.
func (v *VCenter) StartOutage(outage Outage) {
	v.t.Helper()
	v.do(func(ctx context.Context) error { _, err := v.Admin.Outages.Start(ctx, outage); return err })
}

// StopOutages ends all outages.
func (v *VCenter) StopOutages() {
	v.t.Helper()
	v.do(v.Admin.Outages.StopAll)
}

// Restart resets all connections and loses all sessions.
func (v *VCenter) Restart() {
	v.t.Helper()
	v.do(func(ctx context.Context) error { _, err := v.Admin.Outages.Restart(ctx, Restart{}); return err })
}

// Calls gives the calls of an operation, the oldest first; "" is all operations. A call is among them when it is over, which may be a moment
// after its client has read the answer: WaitForCalls waits for it.
func (v *VCenter) Calls(operation string) []Call {
	v.t.Helper()
	return get(v, func(ctx context.Context) ([]Call, error) {
		return v.Admin.Journal.Calls(ctx, JournalQuery{Operation: operation})
	})
}

// WaitForCalls waits until an operation was called so often, and gives all its calls. The test fails when that is not so after half a minute.
func (v *VCenter) WaitForCalls(operation string, count int) []Call {
	v.t.Helper()
	found := get(v, func(ctx context.Context) (CallCount, error) {
		return v.Admin.Journal.Wait(ctx, count, JournalQuery{Operation: operation}, 30*time.Second)
	})
	if !found.IsReached {
		v.t.Fatalf("%d of %d calls of %s came within 30 s", found.Count, count, operation)
	}
	return v.Calls(operation)
}

// AssertNoLeaks fails the test while a session is open. The text names the clients.
func (v *VCenter) AssertNoLeaks() {
	v.t.Helper()
	v.do(func(ctx context.Context) error { return v.Admin.Leaks.Assert(ctx, LeakQuery{}, false) })
}

// Snapshot takes the whole state.
func (v *VCenter) Snapshot() Snapshot {
	v.t.Helper()
	return get(v, v.Admin.Snapshot)
}

// Restore brings the service into the state of a snapshot.
func (v *VCenter) Restore(snapshot Snapshot) {
	v.t.Helper()
	v.do(func(ctx context.Context) error { return v.Admin.Restore(ctx, snapshot) })
}

// Reset brings the service into the state of its start, with an empty journal.
func (v *VCenter) Reset() {
	v.t.Helper()
	v.do(v.Admin.Reset)
	v.do(v.Admin.Journal.Clear)
}

func (v *VCenter) do(request func(context.Context) error) {
	v.t.Helper()
	get(v, func(ctx context.Context) (struct{}, error) { return struct{}{}, request(ctx) })
}

func get[T any](v *VCenter, request func(context.Context) (T, error)) T {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), requestTimeout)
	defer cancel()
	result, err := request(ctx)
	if err != nil {
		v.t.Fatal(err)
	}
	return result
}
