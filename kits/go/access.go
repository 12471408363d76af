package vimsession

import (
	"context"
	"net/http"
)

// Role is a role.
type Role struct {
	ID         int      `json:"id"`
	Name       string   `json:"name"`
	System     bool     `json:"system"`
	Privileges []string `json:"privileges"`
}

// RoleSpec is a role to create or to change.
type RoleSpec struct {
	Name       string   `json:"name"`
	Privileges []string `json:"privileges"`
}

// Permission is what a user or group may do on an entity; without one, on the root folder.
type Permission struct {
	Principal string `json:"principal"`
	Group     bool   `json:"group"`
	Role      string `json:"role"`
	Propagate bool   `json:"propagate"`
	Entity    string `json:"entity,omitempty"`
}

// Extension is a registered extension. Certificate is a PEM.
type Extension struct {
	Key         string `json:"key"`
	Name        string `json:"name,omitempty"`
	Version     string `json:"version,omitempty"`
	Company     string `json:"company,omitempty"`
	SubjectName string `json:"subjectName,omitempty"`
	Certificate string `json:"certificate,omitempty"`
}

// Roles are the roles.
type Roles struct{ connection *connection }

// List gives all roles.
func (r Roles) List(ctx context.Context) ([]Role, error) {
	list, err := call[struct{ Roles []Role }](ctx, r.connection, http.MethodGet, "roles", nil, nil)
	return list.Roles, err
}

// Add creates a role.
func (r Roles) Add(ctx context.Context, role RoleSpec) (Role, error) {
	return call[Role](ctx, r.connection, http.MethodPost, "roles", nil, role)
}

// Change sets name and privileges of the role that has the given name.
func (r Roles) Change(ctx context.Context, name string, role RoleSpec) (Role, error) {
	return call[Role](ctx, r.connection, http.MethodPut, path("roles", name), nil, role)
}

// Delete deletes a role and the permissions that grant it.
func (r Roles) Delete(ctx context.Context, name string) error {
	return r.connection.do(ctx, http.MethodDelete, path("roles", name), nil, nil)
}

// Permissions are the permissions.
type Permissions struct{ connection *connection }

// List gives all permissions.
func (p Permissions) List(ctx context.Context) ([]Permission, error) {
	list, err := call[struct{ Permissions []Permission }](ctx, p.connection, http.MethodGet, "permissions", nil, nil)
	return list.Permissions, err
}

// Set grants a role to a user or group, in place of the one that it has on that entity.
func (p Permissions) Set(ctx context.Context, permission Permission) (Permission, error) {
	return call[Permission](ctx, p.connection, http.MethodPut, "permissions", nil, permission)
}

// Delete takes the permission of a user or group on an entity away.
func (p Permissions) Delete(ctx context.Context, permission Permission) error {
	group := ""
	if permission.Group {
		group = "true"
	}
	return p.connection.do(ctx, http.MethodDelete, "permissions", queryOf("principal", permission.Principal, "group", group, "entity", permission.Entity), nil)
}

// Extensions are the extensions.
type Extensions struct{ connection *connection }

// List gives all extensions.
func (e Extensions) List(ctx context.Context) ([]Extension, error) {
	list, err := call[struct{ Extensions []Extension }](ctx, e.connection, http.MethodGet, "extensions", nil, nil)
	return list.Extensions, err
}

// Register registers an extension.
func (e Extensions) Register(ctx context.Context, extension Extension) (Extension, error) {
	return call[Extension](ctx, e.connection, http.MethodPost, "extensions", nil, extension)
}

// Unregister removes an extension.
func (e Extensions) Unregister(ctx context.Context, key string) error {
	return e.connection.do(ctx, http.MethodDelete, path("extensions", key), nil, nil)
}
