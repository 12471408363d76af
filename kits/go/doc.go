// Package vimsession runs VimSessionService, a mock of the session layer of vCenter, in Go tests, and makes it misbehave.
//
//	func TestExpiry(t *testing.T) {
//		ctx := context.Background()
//		vcenter := vimsession.Start(t)
//		client := vcenter.Client(ctx) // logged in; logged out when the test ends
//		vcenter.Advance(31 * time.Minute)
//		_, err := methods.GetCurrentTime(ctx, client) // NotAuthenticated
//	}
//
// Methods of VCenter without an error as their result fail the test that started it: call them in the goroutine of the test. Everything
// that the admin API has is in VCenter.Admin, whose methods return errors and may be called in any goroutine.
package vimsession
