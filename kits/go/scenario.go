package vimsession

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// ScenarioState is the scenario that was applied last.
type ScenarioState struct {
	Description string    `json:"description"`
	Applied     time.Time `json:"applied"`
	Done        int       `json:"done"`
	// ToCome are the steps to come, the next one first.
	ToCome   []ScenarioStep    `json:"toCome"`
	Failures []ScenarioFailure `json:"failures"`
}

// ScenarioStep is a step to come, with passwords as ***.
type ScenarioStep struct {
	Due  time.Time       `json:"due"`
	In   Duration        `json:"in"`
	Step json.RawMessage `json:"step"`
}

// ScenarioFailure is what could not be done in a step, such as a lock of an account that is gone.
type ScenarioFailure struct {
	At     Duration `json:"at"`
	Action string   `json:"action"`
	Detail string   `json:"detail"`
}

// Scenario is the scenario of the service: a state to begin with, and what happens then, step by step.
type Scenario struct{ connection *connection }

// Apply applies a scenario, all of it or nothing: a text in YAML or JSON, such as that of a scenario file.
func (s Scenario) Apply(ctx context.Context, scenario string) (ScenarioState, error) {
	return call[ScenarioState](ctx, s.connection, http.MethodPut, "scenario", nil, yaml(scenario))
}

// Get gives the scenario that was applied last, with its steps to come.
func (s Scenario) Get(ctx context.Context) (ScenarioState, error) {
	return call[ScenarioState](ctx, s.connection, http.MethodGet, "scenario", nil, nil)
}

// End drops the steps to come. What the scenario has changed stays.
func (s Scenario) End(ctx context.Context) error {
	return s.connection.do(ctx, http.MethodDelete, "scenario", nil, nil)
}
