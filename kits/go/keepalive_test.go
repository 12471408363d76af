package vimsession_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/vmware/govmomi/session"
	"github.com/vmware/govmomi/session/keepalive"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"

	"vimsession"
)

// The handler of govmomi sends by a real timer. Here that timer is short, one millisecond, and stands for ten minutes: each time it fires,
// what it sends first moves the clock of the service, which is frozen otherwise, ten minutes ahead.
func TestKeepAliveHoldsASessionOver24Hours(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	vcenter.Freeze()
	client := vcenter.Connect(ctx)
	const interval = 10 * time.Minute
	const day = 24 * time.Hour
	transport := client.RoundTripper
	done := make(chan error, 1)
	passed := time.Duration(0)
	client.RoundTripper = keepalive.NewHandlerSOAP(transport, time.Millisecond, func() error {
		if passed == day {
			return nil
		}
		if _, err := vcenter.Admin.Clock.Advance(ctx, interval); err != nil {
			done <- err
			return err
		}
		_, err := methods.GetCurrentTime(ctx, transport)
		if passed += interval; passed == day || err != nil {
			done <- err
		}
		return err
	})
	manager := session.NewManager(client)
	began := time.Now()
	if err := manager.Login(ctx, url.UserPassword(vcenter.User, vcenter.Password)); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-done:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(time.Minute):
		t.Fatal("the day is not over after a minute")
	}

	live := vcenter.Sessions()
	if len(live) != 1 || live[0].Age.Duration != day {
		t.Fatalf("the sessions are %+v", live)
	}
	current, err := manager.UserSession(ctx)
	if err != nil || current == nil || current.Key != live[0].Key {
		t.Errorf("the client has the session %v (%v)", current, err)
	}
	if calls := len(vcenter.WaitForCalls("CurrentTime", int(day/interval))); calls != int(day/interval) {
		t.Errorf("%d calls kept it alive", calls)
	}
	t.Logf("24 hours took %s", time.Since(began).Round(time.Millisecond))
	if err := manager.Logout(ctx); err != nil { // ends the handler
		t.Error(err)
	}

	// Without it the same session is over after half an hour.
	idle := vcenter.Client(ctx)
	vcenter.Advance(day)
	if _, err := methods.GetCurrentTime(ctx, idle); vimsession.FaultName(err) != "NotAuthenticated" {
		t.Errorf("the idle session answers %v", err)
	}
}

// A handler whose call fails may log in again.
func TestKeepAliveLogsInAgainAfterExpiry(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	client := vcenter.Connect(ctx)
	manager := session.NewManager(client)
	user := url.UserPassword(vcenter.User, vcenter.Password)
	transport := client.RoundTripper
	again := make(chan error, 100)
	client.RoundTripper = keepalive.NewHandlerSOAP(transport, 5*time.Millisecond, func() error {
		_, err := methods.GetCurrentTime(ctx, transport)
		if vimsession.FaultName(err) != "NotAuthenticated" {
			return err
		}
		err = session.NewManager(withTransport(client, transport)).Login(ctx, user)
		again <- err
		return err
	})
	if err := manager.Login(ctx, user); err != nil {
		t.Fatal(err)
	}
	first := vcenter.Sessions()[0].Key

	vcenter.ExpireSessions()

	select {
	case err := <-again:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(time.Minute):
		t.Fatal("nobody logs in again")
	}
	if live := vcenter.Sessions(); len(live) != 1 || live[0].Key == first {
		t.Errorf("the sessions are %+v", live)
	}
	if err := manager.Logout(ctx); err != nil {
		t.Error(err)
	}
	vcenter.AssertNoLeaks()
}

// withTransport is the same client without its handler, which holds a lock while it sends.
func withTransport(client *vim25.Client, transport soap.RoundTripper) *vim25.Client {
	other := *client
	other.RoundTripper = transport
	return &other
}
