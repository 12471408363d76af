package vimsession

import (
	"context"
	"net/http"
)

// Group is a group, and the accounts and groups that are in it.
type Group struct {
	Name         string   `json:"name"`
	Members      []string `json:"members"`
	MemberGroups []string `json:"memberGroups"`
}

// GroupSpec is a group to create. Role is a permission on everything.
type GroupSpec struct {
	Name         string   `json:"name"`
	Members      []string `json:"members,omitempty"`
	MemberGroups []string `json:"memberGroups,omitempty"`
	Role         string   `json:"role,omitempty"`
}

// GroupChange is who comes into a group, and who goes.
type GroupChange struct {
	Add          []string `json:"add,omitempty"`
	AddGroups    []string `json:"addGroups,omitempty"`
	Remove       []string `json:"remove,omitempty"`
	RemoveGroups []string `json:"removeGroups,omitempty"`
}

// Groups are the groups. Their names are read in any spelling. What members may do by a group changes with their next call.
type Groups struct{ connection *connection }

// List gives all groups.
func (g Groups) List(ctx context.Context) ([]Group, error) {
	list, err := call[struct{ Groups []Group }](ctx, g.connection, http.MethodGet, "groups", nil, nil)
	return list.Groups, err
}

// Get gives one group.
func (g Groups) Get(ctx context.Context, name string) (Group, error) {
	return call[Group](ctx, g.connection, http.MethodGet, path("groups", name), nil, nil)
}

// Add creates a group.
func (g Groups) Add(ctx context.Context, group GroupSpec) (Group, error) {
	return call[Group](ctx, g.connection, http.MethodPost, "groups", nil, group)
}

// Change puts accounts and groups into a group, and takes others out.
func (g Groups) Change(ctx context.Context, name string, change GroupChange) (Group, error) {
	return call[Group](ctx, g.connection, http.MethodPatch, path("groups", name), nil, change)
}

// Delete deletes a group and its permissions; who is in it stays.
func (g Groups) Delete(ctx context.Context, name string) error {
	return g.connection.do(ctx, http.MethodDelete, path("groups", name), nil, nil)
}
