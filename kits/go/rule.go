package vimsession

import "time"

// Rule says which calls get another answer than usual. On begins one.
type Rule struct {
	// ID is the name; without it the service gives one.
	ID           string      `json:"id,omitempty"`
	When         *Conditions `json:"when,omitempty"`
	Calls        *Counting   `json:"calls,omitempty"`
	Answer       Answer      `json:"answer"`
	ExpiresAfter *Duration   `json:"expiresAfter,omitempty"`
}

// Conditions say which calls a rule is about: of each condition that is given, one value must hold.
type Conditions struct {
	Doors      []string `json:"doors,omitempty"`
	Operations []string `json:"operations,omitempty"`
	Objects    []string `json:"objects,omitempty"`
	Types      []string `json:"types,omitempty"`
	Users      []string `json:"users,omitempty"`
	Sessions   []string `json:"sessions,omitempty"`
	UserAgents []string `json:"userAgents,omitempty"`
	// Arguments have values by paths such as spec.name; all of them must hold, and nil is an argument that is not set.
	Arguments map[string]any `json:"arguments,omitempty"`
}

// Counting says how often a rule is applied to the calls that it is about.
type Counting struct {
	After       int64   `json:"after,omitempty"`
	Times       int64   `json:"times,omitempty"`
	Probability float64 `json:"probability,omitempty"`
	Seed        *int    `json:"seed,omitempty"`
}

// Answer is what the client gets: one of Fault, Status, Connection, Stub and Stubs, with or without Latency, or Latency alone.
type Answer struct {
	Fault       *Fault    `json:"fault,omitempty"`
	Status      int       `json:"status,omitempty"`
	Body        string    `json:"body,omitempty"`
	ContentType string    `json:"contentType,omitempty"`
	Connection  string    `json:"connection,omitempty"`
	Bytes       *int      `json:"bytes,omitempty"`
	Stub        *Stub     `json:"stub,omitempty"`
	Stubs       []Stub    `json:"stubs,omitempty"`
	Latency     *Duration `json:"latency,omitempty"`
	Jitter      *Duration `json:"jitter,omitempty"`
}

// Stub is what a method answers in the place of what the service would: a Result, a Fault or a Task. Values are in VI-JSON form.
type Stub struct {
	Result  any              `json:"result,omitempty"`
	Fault   *Fault           `json:"fault,omitempty"`
	Task    *StubTask        `json:"task,omitempty"`
	Changes []StubChange     `json:"changes,omitempty"`
	Events  []map[string]any `json:"events,omitempty"`
}

// StubTask is a task that a method answers with, and how it ends.
type StubTask struct {
	Queued     *Duration `json:"queued,omitempty"`
	Duration   *Duration `json:"duration,omitempty"`
	Cancelable bool      `json:"cancelable,omitempty"`
	Result     any       `json:"result,omitempty"`
	Fault      *Fault    `json:"fault,omitempty"`
}

// StubChange is a property that gets another value: of the object that is called, or of another one such as "VirtualMachine:vm-12".
type StubChange struct {
	Object   string `json:"object,omitempty"`
	Property string `json:"property"`
	Value    any    `json:"value,omitempty"`
}

// Fault is a fault of the API. Fields have the names of the declarations, such as privilegeId.
type Fault struct {
	Type    string `json:"type"`
	Fields  Fields `json:"fields,omitempty"`
	Message string `json:"message,omitempty"`
}

// Fields are the fields of a fault.
type Fields map[string]any

// RuleBuilder is a rule that still needs its answer: one of its methods that return a Rule gives it.
type RuleBuilder struct{ rule Rule }

// On begins a rule about these operations, about all of them without one:
// On("Login").Times(1).Throw("InvalidLogin").
func On(operations ...string) RuleBuilder {
	return RuleBuilder{Rule{When: &Conditions{Operations: operations}, Calls: &Counting{}}}
}

// Named gives the rule a name.
func (b RuleBuilder) Named(id string) RuleBuilder {
	b.rule.ID = id
	return b
}

// Doors limits the rule to calls at these doors, such as soap or sts.
func (b RuleBuilder) Doors(doors ...string) RuleBuilder {
	return b.when(func(c *Conditions) { c.Doors = doors })
}

// Objects limits the rule to calls of these objects, by the values of their references.
func (b RuleBuilder) Objects(objects ...string) RuleBuilder {
	return b.when(func(c *Conditions) { c.Objects = objects })
}

// Types limits the rule to calls of objects of these types, or of types that extend them.
func (b RuleBuilder) Types(types ...string) RuleBuilder {
	return b.when(func(c *Conditions) { c.Types = types })
}

// Users limits the rule to calls, or logins, of these users.
func (b RuleBuilder) Users(users ...string) RuleBuilder {
	return b.when(func(c *Conditions) { c.Users = users })
}

// Sessions limits the rule to calls in the sessions with these keys.
func (b RuleBuilder) Sessions(keys ...string) RuleBuilder {
	return b.when(func(c *Conditions) { c.Sessions = keys })
}

// UserAgents limits the rule to clients with these User-Agents; * is any text.
func (b RuleBuilder) UserAgents(agents ...string) RuleBuilder {
	return b.when(func(c *Conditions) { c.UserAgents = agents })
}

// Arguments limits the rule to calls with these arguments, by paths such as spec.name.
func (b RuleBuilder) Arguments(arguments map[string]any) RuleBuilder {
	return b.when(func(c *Conditions) { c.Arguments = arguments })
}

// After lets so many calls through first.
func (b RuleBuilder) After(calls int) RuleBuilder {
	return b.count(func(c *Counting) { c.After = int64(calls) })
}

// Times applies the rule so often, and then no more.
func (b RuleBuilder) Times(times int) RuleBuilder {
	return b.count(func(c *Counting) { c.Times = int64(times) })
}

// Probability applies the rule by chance; the random numbers follow from the seed.
func (b RuleBuilder) Probability(probability float64, seed int) RuleBuilder {
	return b.count(func(c *Counting) { c.Probability, c.Seed = probability, &seed })
}

// ExpiresAfter says how long the rule is in force.
func (b RuleBuilder) ExpiresAfter(d time.Duration) RuleBuilder {
	b.rule.ExpiresAfter = For(d)
	return b
}

// Latency delays the answer, by a time that varies at random by the jitter.
func (b RuleBuilder) Latency(latency, jitter time.Duration) RuleBuilder {
	b.rule.Answer.Latency = For(latency)
	if jitter != 0 {
		b.rule.Answer.Jitter = For(jitter)
	}
	return b
}

// Throw answers with a fault of the API.
func (b RuleBuilder) Throw(fault string, fields ...Fields) Rule {
	all := Fields{}
	for _, some := range fields {
		for name, value := range some {
			all[name] = value
		}
	}
	return b.ThrowFault(Fault{Type: fault, Fields: all})
}

// ThrowFault answers with a fault of the API that has a message of its own.
func (b RuleBuilder) ThrowFault(fault Fault) Rule {
	b.rule.Answer.Fault = &fault
	return b.rule
}

// Answer answers for the method, one time after the other; the last answer stays.
func (b RuleBuilder) Answer(stubs ...Stub) Rule {
	b.rule.Answer.Stubs = stubs
	return b.rule
}

// Status answers with an HTTP status, and a body unless that is "".
func (b RuleBuilder) Status(status int, body string) Rule {
	b.rule.Answer.Status, b.rule.Answer.Body = status, body
	return b.rule
}

// Drop closes the connection without an answer.
func (b RuleBuilder) Drop() Rule { return b.connection("dropped", nil) }

// Reset resets the connection.
func (b RuleBuilder) Reset() Rule { return b.connection("reset", nil) }

// HalfSend makes the call, sends so many bytes of its answer, and closes the connection.
func (b RuleBuilder) HalfSend(bytes int) Rule { return b.connection("halfSent", &bytes) }

// Truncate makes the call, and answers with so many bytes of its answer in correct HTTP.
func (b RuleBuilder) Truncate(bytes int) Rule { return b.connection("truncated", &bytes) }

// Delay answers as usual, but later, by a time that varies at random by the jitter.
func (b RuleBuilder) Delay(latency, jitter time.Duration) Rule {
	return b.Latency(latency, jitter).rule
}

func (b RuleBuilder) connection(failure string, bytes *int) Rule {
	b.rule.Answer.Connection, b.rule.Answer.Bytes = failure, bytes
	return b.rule
}

func (b RuleBuilder) when(change func(*Conditions)) RuleBuilder {
	changed := *b.rule.When
	change(&changed)
	b.rule.When = &changed
	return b
}

func (b RuleBuilder) count(change func(*Counting)) RuleBuilder {
	changed := *b.rule.Calls
	change(&changed)
	b.rule.Calls = &changed
	return b
}
