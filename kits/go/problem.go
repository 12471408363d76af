package vimsession

import (
	"encoding/json"
	"fmt"
	"strings"
)

const problemPrefix = "urn:vimsession:problem:"

// Problem says why the admin API refused a request, which has changed nothing.
type Problem struct {
	Status int    `json:"status"`
	Type   string `json:"type"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
	// Places are the places of the request that are wrong.
	Places []Place `json:"errors"`
}

// Place is a place of a request that is wrong.
type Place struct {
	// Pointer is #/users/0/name in the body, ?limit in the query.
	Pointer string `json:"pointer"`
	Detail  string `json:"detail"`
	// Allowed has the allowed values, where they can be listed.
	Allowed []string `json:"allowed"`
	// Line and Column are those of a document such as a scenario, from 1 on; 0 where there are none.
	Line   int `json:"line"`
	Column int `json:"column"`
}

// Kind is what programs compare, such as not-found.
func (p *Problem) Kind() string { return strings.TrimPrefix(p.Type, problemPrefix) }

// Error has the detail and the places.
func (p *Problem) Error() string {
	detail := p.Detail
	if detail == "" {
		detail = p.Title
	}
	text := fmt.Sprintf("%d %s: %s", p.Status, p.Kind(), detail)
	for _, place := range p.Places {
		text += "\n  " + place.Pointer
		if place.Line > 0 {
			text += fmt.Sprintf(" (line %d, column %d)", place.Line, place.Column)
		}
		text += ": " + place.Detail
		if len(place.Allowed) > 0 {
			text += " Allowed: " + strings.Join(place.Allowed, ", ") + "."
		}
	}
	return text
}

// readProblem reads a problem document, or takes what stands in its place.
func readProblem(status int, content []byte) *Problem {
	var problem Problem
	if err := json.Unmarshal(content, &problem); err != nil || problem.Type == "" {
		if len(content) > 500 {
			content = content[:500]
		}
		return &Problem{Status: status, Type: "no-problem-document", Title: strings.ToValidUTF8(string(content), "?")}
	}
	problem.Status = status
	return &problem
}
