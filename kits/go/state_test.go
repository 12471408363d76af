package vimsession_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/vmware/govmomi/vim25/methods"

	"vimsession"
)

func TestJournalWaitsForCalls(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	client := vcenter.Client(ctx)
	go func() {
		for i := 0; i < 3; i++ {
			methods.GetCurrentTime(ctx, client)
		}
	}()
	vcenter.WaitForCalls("CurrentTime", 3)
	found, err := vcenter.Admin.Journal.Wait(ctx, 4, vimsession.JournalQuery{Operation: "CurrentTime", Status: 200}, 50*time.Millisecond)
	if err != nil || found.IsReached || found.Count != 3 {
		t.Errorf("found %+v (%v)", found, err)
	}
}

func TestJournalHasCallsWithoutSecrets(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	journal := vcenter.Admin.Journal
	vcenter.Login(ctx, vcenter.User, "a wrong secret")
	vcenter.Client(ctx)
	login := vcenter.WaitForCalls("Login", 2)[0]
	if login.Fault != "InvalidLogin" || login.Diagnosis.Cause != "wrongPassword" || !strings.Contains(string(login.Arguments), `"***"`) {
		t.Errorf("the login is %+v", login)
	}
	if same, err := journal.Get(ctx, login.Number); err != nil || same.Time != login.Time {
		t.Errorf("the call is %+v (%v)", same, err)
	}
	lines, err := journal.Export(ctx, "jsonl", vimsession.JournalQuery{Operation: "Login"})
	if err != nil || strings.Count(string(lines), "\n") != 2 || strings.Contains(string(lines), "a wrong secret") {
		t.Errorf("the lines are %s (%v)", lines, err)
	}
	archive, err := journal.Export(ctx, "har", vimsession.JournalQuery{})
	if err != nil || !json.Valid(archive) {
		t.Errorf("the archive is %s (%v)", archive, err)
	}
	if err := journal.Clear(ctx); err != nil || len(vcenter.Calls("")) != 0 {
		t.Errorf("the journal is not empty (%v)", err)
	}
}

func TestSnapshotBringsSessionsBack(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	client := vcenter.Client(ctx)
	before := vcenter.Snapshot()
	vcenter.ExpireSessions()
	if _, err := methods.GetCurrentTime(ctx, client); vimsession.FaultName(err) != "NotAuthenticated" {
		t.Errorf("the call ended with %v", err)
	}
	vcenter.Restore(before)
	if _, err := methods.GetCurrentTime(ctx, client); err != nil {
		t.Error(err)
	}
	vcenter.Reset()
	if len(vcenter.Sessions()) != 0 || len(vcenter.Calls("")) != 0 {
		t.Error("the service is not as at its start")
	}
}

func TestClockIsSetRunAndRealAgain(t *testing.T) {
	t.Parallel()
	clock := vimsession.Start(t).Admin.Clock
	if frozen, err := clock.Freeze(ctx); err != nil || frozen.Rate != 0 {
		t.Errorf("frozen: %+v (%v)", frozen, err)
	}
	shown, err := clock.Show(ctx)
	if err != nil {
		t.Fatal(err)
	}
	later := shown.Now.Add(400 * 24 * time.Hour)
	if set, err := clock.Set(ctx, later); err != nil || later.Sub(set.Now).Abs() > time.Millisecond {
		t.Errorf("set: %+v (%v)", set, err)
	}
	if running, err := clock.Run(ctx, 1000); err != nil || running.Rate != 1000 {
		t.Errorf("running: %+v (%v)", running, err)
	}
	if resumed, err := clock.Resume(ctx); err != nil || resumed.Rate != 1 || resumed.IsReal {
		t.Errorf("resumed: %+v (%v)", resumed, err)
	}
	if real, err := clock.Real(ctx); err != nil || !real.IsReal {
		t.Errorf("real: %+v (%v)", real, err)
	}
}

func TestLeakNamesTheClient(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	client := vcenter.Client(ctx)
	methods.GetCurrentTime(ctx, client)
	err := vcenter.Admin.Leaks.Assert(ctx, vimsession.LeakQuery{UserAgent: "Go-http*", User: vcenter.User}, false)
	if err == nil || !strings.Contains(err.Error(), "Go-http-client") || !strings.Contains(err.Error(), "1 open") {
		t.Errorf("the error is %v", err)
	}
	report, err := vcenter.Admin.Leaks.Report(ctx, vimsession.LeakQuery{})
	if err != nil || report.Open != 1 || report.Sessions[0].FirstCall == nil || report.Groups[0].Open != 1 {
		t.Errorf("the report is %+v (%v)", report, err)
	}
	if err := client.Logout(ctx); err != nil {
		t.Error(err)
	}
	vcenter.AssertNoLeaks()
}

const rotation = `
users:
- {name: svc@vsphere.local, password: one, role: ReadOnly}
steps:
- at: +5m
  rotate: {user: svc@vsphere.local, password: two}
`

func TestScenarioRotatesAPassword(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	state, err := vcenter.Admin.Scenario.Apply(ctx, rotation)
	if err != nil || len(state.ToCome) != 1 || state.ToCome[0].In.Duration > 5*time.Minute {
		t.Fatalf("the scenario is %+v (%v)", state, err)
	}
	if _, err := vcenter.Login(ctx, "svc@vsphere.local", "one"); err != nil {
		t.Error(err)
	}
	vcenter.Advance(5 * time.Minute)
	if _, err := vcenter.Login(ctx, "svc@vsphere.local", "one"); vimsession.FaultName(err) != "InvalidLogin" {
		t.Errorf("the old password ended with %v", err)
	}
	if _, err := vcenter.Login(ctx, "svc@vsphere.local", "two"); err != nil {
		t.Error(err)
	}
	if state, err := vcenter.Admin.Scenario.Get(ctx); err != nil || state.Done != 1 || len(state.Failures) != 0 {
		t.Errorf("the scenario is %+v (%v)", state, err)
	}
}

func TestScenarioThatCannotBeUsedIsAProblemWithLineAndColumn(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	_, err := vcenter.Admin.Scenario.Apply(ctx, "users:\n- {name: svc@vsphere.local, pasword: one}\n")
	if err == nil || !strings.Contains(err.Error(), "(line 2, column ") {
		t.Errorf("the error is %v", err)
	}
}

func TestUsersFileIsReadAgain(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "users.json")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"Users": []}`)
	vcenter := vimsession.Start(t, vimsession.Arguments("--users-file", file))
	write(`{"Users": [{"Name": "svc@vsphere.local", "Password": "one", "Role": "ReadOnly"}]}`)
	read, err := vcenter.Admin.Reload(ctx)
	if err != nil || len(read.Files) != 1 || read.Files[0].Path != file || read.Files[0].Counts["users"] == 0 {
		t.Errorf("read %+v (%v)", read, err)
	}
	if _, err := vcenter.Login(ctx, "svc@vsphere.local", "one"); err != nil {
		t.Error(err)
	}
}
