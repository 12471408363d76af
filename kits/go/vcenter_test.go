package vimsession_test

import (
	"context"
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/vim25/methods"

	"vimsession"
)

var ctx = context.Background()

func TestClientIsLoggedInAndLoggedOutAtTheEnd(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	t.Run("test", func(t *testing.T) {
		inner := vimsession.Start(t, vimsession.CheckLeaks(), vimsession.Administrator("root@vsphere.local", "s p&c'"))
		current, err := inner.Client(ctx).SessionManager.UserSession(ctx)
		if err != nil || current.UserName != `VSPHERE.LOCAL\root` {
			t.Errorf("the session is %v (%v)", current, err)
		}
		if live := inner.Sessions(); len(live) != 1 || live[0].Key != current.Key {
			t.Errorf("the sessions are %v", live)
		}
	})
	if live := vcenter.Sessions(); len(live) != 0 {
		t.Errorf("two services share sessions: %v", live)
	}
}

func TestClientVerifiesTheCertificateOfItsService(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	vcenter.Client(ctx)
	if _, err := govmomi.NewClient(ctx, vcenter.URL(), false); err == nil {
		t.Error("the certificate is trusted without its file")
	}
}

func TestManySideBySide(t *testing.T) {
	t.Parallel()
	for i := 0; i < 8; i++ {
		minutes := 20 + i
		t.Run(fmt.Sprint(minutes), func(t *testing.T) {
			t.Parallel()
			vcenter := vimsession.Start(t, vimsession.Arguments("--session-timeout", fmt.Sprintf("%dm", minutes)))
			vcenter.Freeze()
			client := vcenter.Client(ctx)
			vcenter.Advance(time.Duration(minutes)*time.Minute - time.Second)
			if live := vcenter.Sessions(); len(live) != 1 {
				t.Errorf("a second before the timeout there are %d sessions", len(live))
			}
			vcenter.Advance(2 * time.Second)
			if _, err := methods.GetCurrentTime(ctx, client); vimsession.FaultName(err) != "NotAuthenticated" {
				t.Errorf("after the timeout the call ended with %v", err)
			}
		})
	}
}

func TestClientLogsInAgainAfterItsSessionHasExpired(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	client := vcenter.Client(ctx)
	key := vcenter.Sessions()[0].Key
	vcenter.Advance(31 * time.Minute)

	_, err := methods.GetCurrentTime(ctx, client)
	if vimsession.FaultName(err) != "NotAuthenticated" {
		t.Fatalf("the call ended with %v", err)
	}
	calls := vcenter.WaitForCalls("CurrentTime", 1)
	if last := calls[len(calls)-1]; last.Diagnosis == nil || last.Diagnosis.Cause != "expired" || last.Diagnosis.Tokens[0].Session != key {
		t.Errorf("the operator is told %+v", last.Diagnosis)
	}
	if active, err := client.SessionManager.SessionIsActive(ctx); err == nil && active {
		t.Error("the session is active")
	}
	if err := client.Login(ctx, url.UserPassword(vcenter.User, vcenter.Password)); err != nil {
		t.Fatal(err)
	}
	if _, err := methods.GetCurrentTime(ctx, client); err != nil {
		t.Error(err)
	}
}

func TestSessionsAreFoundChangedAndEnded(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	vcenter.Client(ctx)
	vcenter.Client(ctx)
	sessions := vcenter.Admin.Sessions
	found, err := sessions.List(ctx, vimsession.SessionQuery{User: "ADMINISTRATOR@vsphere.local", UserAgent: "Go-http", Door: "soap"})
	if err != nil || len(found) != 2 {
		t.Fatalf("found %v (%v)", found, err)
	}
	changed, err := sessions.Change(ctx, found[0].Key, vimsession.SessionChange{Locale: "de", Idle: vimsession.For(20 * time.Minute)})
	if err != nil || changed.Locale != "de" || changed.Idle.Duration < 20*time.Minute {
		t.Errorf("changed to %+v (%v)", changed, err)
	}
	if ended, err := sessions.ExpireAll(ctx, vimsession.SessionQuery{MinIdle: 10 * time.Minute}); err != nil || ended != 1 {
		t.Errorf("%d expired (%v)", ended, err)
	}
	if ended := vcenter.TerminateSessions(); ended != 1 {
		t.Errorf("%d terminated", ended)
	}
	if ended := vcenter.ExpireSessions(); ended != 0 {
		t.Errorf("%d expired", ended)
	}
}
