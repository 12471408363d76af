package vimsession

import (
	"context"
	"net/http"
	"time"
)

// RuleState is a rule, and what came of it.
type RuleState struct {
	Rule        Rule       `json:"rule"`
	Added       time.Time  `json:"added"`
	Expires     *time.Time `json:"expires"`
	IsInForce   bool       `json:"isInForce"`
	Matched     int64      `json:"matched"`
	Applied     int64      `json:"applied"`
	LastApplied *time.Time `json:"lastApplied"`
	// NearMiss says why it was not applied to the last call that came near.
	NearMiss *NearMiss `json:"nearMiss"`
}

// NearMiss says why a rule was not applied to a call.
type NearMiss struct {
	Condition string     `json:"condition"`
	Expected  string     `json:"expected"`
	Actual    string     `json:"actual"`
	Call      MissedCall `json:"call"`
}

// MissedCall is a call that a rule was not applied to.
type MissedCall struct {
	Number      int64     `json:"number"`
	Time        time.Time `json:"time"`
	Door        string    `json:"door"`
	Operation   string    `json:"operation"`
	Object      string    `json:"object"`
	User        string    `json:"user"`
	Session     string    `json:"session"`
	UserAgent   string    `json:"userAgent"`
	OperationID string    `json:"operationId"`
}

// Rules are the fault rules, in the order in which they are asked.
type Rules struct{ connection *connection }

type ruleStates struct{ Rules []RuleState }

// List gives all rules.
func (r Rules) List(ctx context.Context) ([]RuleState, error) {
	list, err := call[ruleStates](ctx, r.connection, http.MethodGet, "rules", nil, nil)
	return list.Rules, err
}

// Get gives one rule.
func (r Rules) Get(ctx context.Context, id string) (RuleState, error) {
	return call[RuleState](ctx, r.connection, http.MethodGet, path("rules", id), nil, nil)
}

// Add adds a rule after the others.
func (r Rules) Add(ctx context.Context, rule Rule) (RuleState, error) {
	return r.AddBefore(ctx, "", rule)
}

// AddBefore adds a rule before another one.
func (r Rules) AddBefore(ctx context.Context, before string, rule Rule) (RuleState, error) {
	return call[RuleState](ctx, r.connection, http.MethodPost, "rules", queryOf("before", before), rule)
}

// Put replaces a rule, with new counters, or adds it.
func (r Rules) Put(ctx context.Context, id string, rule Rule) (RuleState, error) {
	return call[RuleState](ctx, r.connection, http.MethodPut, path("rules", id), nil, rule)
}

// Replace replaces all rules, or none when one of them cannot be used.
func (r Rules) Replace(ctx context.Context, rules ...Rule) ([]RuleState, error) {
	body := struct {
		Rules []Rule `json:"rules"`
	}{append([]Rule{}, rules...)}
	list, err := call[ruleStates](ctx, r.connection, http.MethodPut, "rules", nil, body)
	return list.Rules, err
}

// Remove removes a rule.
func (r Rules) Remove(ctx context.Context, id string) error {
	return r.connection.do(ctx, http.MethodDelete, path("rules", id), nil, nil)
}

// Clear removes all rules.
func (r Rules) Clear(ctx context.Context) error {
	return r.connection.do(ctx, http.MethodDelete, "rules", nil, nil)
}
