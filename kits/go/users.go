package vimsession

import (
	"context"
	"net/http"
	"time"
)

// User is an account.
type User struct {
	Name        string    `json:"name"`
	UserName    string    `json:"userName"`
	FullName    string    `json:"fullName"`
	Groups      []string  `json:"groups"`
	HasPassword bool      `json:"hasPassword"`
	Disabled    bool      `json:"disabled"`
	Locked      bool      `json:"locked"`
	UnlocksIn   *Duration `json:"unlocksIn"`
	Failures    int       `json:"failures"`
}

// UserSpec is an account to create. Role is a permission on everything.
type UserSpec struct {
	Name     string   `json:"name"`
	Password string   `json:"password,omitempty"`
	FullName string   `json:"fullName,omitempty"`
	Groups   []string `json:"groups,omitempty"`
	Role     string   `json:"role,omitempty"`
}

// UserChange is what to change of an account; nil leaves a part as it is.
type UserChange struct {
	Password *string   `json:"password,omitempty"`
	FullName *string   `json:"fullName,omitempty"`
	Groups   *[]string `json:"groups,omitempty"`
	Disabled *bool     `json:"disabled,omitempty"`
}

// LockoutPolicy says how many wrong passwords, within which time, lock an account for how long. 0 attempts is never, and a time of 0 until
// somebody unlocks.
type LockoutPolicy struct {
	MaxAttempts int      `json:"maxAttempts"`
	Window      Duration `json:"window"`
	UnlockAfter Duration `json:"unlockAfter"`
}

// Users are the accounts. Their names are read in any spelling: svc@vsphere.local, VSPHERE.LOCAL\svc, svc.
type Users struct{ connection *connection }

// List gives all accounts.
func (u Users) List(ctx context.Context) ([]User, error) {
	list, err := call[struct{ Users []User }](ctx, u.connection, http.MethodGet, "users", nil, nil)
	return list.Users, err
}

// Get gives one account.
func (u Users) Get(ctx context.Context, name string) (User, error) {
	return call[User](ctx, u.connection, http.MethodGet, path("users", name), nil, nil)
}

// Add creates an account.
func (u Users) Add(ctx context.Context, user UserSpec) (User, error) {
	return call[User](ctx, u.connection, http.MethodPost, "users", nil, user)
}

// Change changes an account. Sessions of the user go on.
func (u Users) Change(ctx context.Context, name string, change UserChange) (User, error) {
	return call[User](ctx, u.connection, http.MethodPatch, path("users", name), nil, change)
}

// SetPassword rotates the password of an account.
func (u Users) SetPassword(ctx context.Context, name, password string) error {
	_, err := u.Change(ctx, name, UserChange{Password: &password})
	return err
}

// Lock locks an account for a time, with 0 until it is unlocked.
func (u Users) Lock(ctx context.Context, name string, duration time.Duration) (User, error) {
	var body struct {
		For *Duration `json:"for,omitempty"`
	}
	if duration != 0 {
		body.For = For(duration)
	}
	return call[User](ctx, u.connection, http.MethodPost, path("users", name, "lock"), nil, body)
}

// Unlock unlocks an account.
func (u Users) Unlock(ctx context.Context, name string) (User, error) {
	return call[User](ctx, u.connection, http.MethodPost, path("users", name, "unlock"), nil, nil)
}

// Delete deletes an account; its sessions and permissions stay.
func (u Users) Delete(ctx context.Context, name string) error {
	return u.connection.do(ctx, http.MethodDelete, path("users", name), nil, nil)
}

// LockoutPolicy gives what locks an account.
func (u Users) LockoutPolicy(ctx context.Context) (LockoutPolicy, error) {
	return call[LockoutPolicy](ctx, u.connection, http.MethodGet, "lockout", nil, nil)
}

// SetLockoutPolicy sets what locks an account.
func (u Users) SetLockoutPolicy(ctx context.Context, policy LockoutPolicy) (LockoutPolicy, error) {
	return call[LockoutPolicy](ctx, u.connection, http.MethodPut, "lockout", nil, policy)
}
