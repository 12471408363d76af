package vimsession

// AdminThrough is a client that sends the same token to another URL.
func AdminThrough(admin *Admin, address string) *Admin {
	return NewAdmin(address, admin.connection.token)
}
