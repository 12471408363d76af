package vimsession_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/vmware/govmomi/session"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"

	"vimsession"
)

func TestRuleAnswersWithAFault(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	rule := vcenter.AddRule(vimsession.On("Login").Times(1).Named("locked").Throw("InvalidLogin"))

	if _, err := vcenter.Login(ctx, vcenter.User, vcenter.Password); vimsession.FaultName(err) != "InvalidLogin" {
		t.Errorf("the login ended with %v", err)
	}
	client := vcenter.Client(ctx)
	state := vcenter.RuleState(rule)
	if rule != "locked" || state.Applied != 1 || state.IsInForce || state.NearMiss == nil || state.NearMiss.Condition != "calls.times" {
		t.Errorf("the rule is %+v", state)
	}
	vcenter.RemoveRule(rule)

	vcenter.AddRule(vimsession.On("CurrentTime").Throw("NoPermission", vimsession.Fields{"privilegeId": "System.Read", "object": "Folder:group-d1"}))
	_, err := methods.GetCurrentTime(ctx, client)
	if vimsession.FaultName(err) != "NoPermission" {
		t.Fatalf("the call ended with %v", err)
	}
	if fault := soap.ToSoapFault(err).VimFault().(types.NoPermission); fault.PrivilegeId != "System.Read" || fault.Object.Value != "group-d1" {
		t.Errorf("the fault is %+v", fault)
	}
}

func TestSessionIsHalfAlive(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	client := vcenter.Client(ctx)
	key := vcenter.Sessions()[0].Key
	other := vcenter.Client(ctx)
	vcenter.AddRule(vimsession.On("CurrentTime").Sessions(key).Users(vcenter.User).Doors("soap").UserAgents("go-http*").Objects("ServiceInstance").Types("ServiceInstance").Throw("NotAuthenticated"))

	if _, err := methods.GetCurrentTime(ctx, client); vimsession.FaultName(err) != "NotAuthenticated" {
		t.Errorf("the method ended with %v", err)
	}
	if current, err := client.SessionManager.UserSession(ctx); err != nil || current == nil || current.Key != key {
		t.Errorf("the property is %v (%v)", current, err)
	}
	if _, err := methods.GetCurrentTime(ctx, other); err != nil {
		t.Errorf("the other session ended with %v", err)
	}
}

func TestRetryLoopSurvivesAFlakyNetwork(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	client := vcenter.Client(ctx)
	rules, err := vcenter.Admin.Rules.Replace(ctx,
		vimsession.On("CurrentTime").Times(1).Reset(), vimsession.On("CurrentTime").Times(1).Drop(), vimsession.On("CurrentTime").Times(1).HalfSend(100),
		vimsession.On("CurrentTime").Times(1).Truncate(100), vimsession.On("CurrentTime").Times(1).Status(http.StatusServiceUnavailable, "busy"),
		vimsession.On("CurrentTime").Probability(0.3, 5).ExpiresAfter(time.Hour).Reset())
	if err != nil {
		t.Fatal(err)
	}
	done, failures := 0, 0
	for done < 20 && failures < 100 {
		if _, err := methods.GetCurrentTime(ctx, client); err != nil {
			failures++
		} else {
			done++
		}
	}
	if done != 20 || failures < 3 {
		t.Errorf("%d calls done, %d failed", done, failures)
	}
	for _, rule := range rules {
		if vcenter.RuleState(rule.Rule.ID).Applied == 0 {
			t.Errorf("the rule %+v was not applied", rule.Rule)
		}
	}
}

func TestAnswerIsLate(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	client := vcenter.Client(ctx)
	vcenter.AddRule(vimsession.On("CurrentTime").After(1).Delay(200*time.Millisecond, 50*time.Millisecond))
	methods.GetCurrentTime(ctx, client)
	began := time.Now()
	if _, err := methods.GetCurrentTime(ctx, client); err != nil || time.Since(began) < 150*time.Millisecond {
		t.Errorf("the call took %s (%v)", time.Since(began), err)
	}
}

func TestProblemNamesThePlaceAndWhatIsAllowed(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	_, err := vcenter.Admin.Rules.Add(ctx, vimsession.On("Logn").Throw("InvalidLogin"))
	var problem *vimsession.Problem
	if !errors.As(err, &problem) || problem.Kind() != "invalid-request" || problem.Status != 400 || problem.Places[0].Pointer != "#/when/operations/0" {
		t.Fatalf("the error is %v", err)
	}
	if text := err.Error(); !strings.Contains(text, "#/when/operations/0: ") || !strings.Contains(text, "Login") {
		t.Errorf("the text is %s", text)
	}
}

func TestOneDoorIsOut(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	client := vcenter.Client(ctx)
	vcenter.StartOutage(vimsession.Outage{ID: "soap", Doors: []string{"soap"}, Mode: "unavailable", For: vimsession.For(2 * time.Minute)})
	if _, err := methods.GetCurrentTime(ctx, client); err == nil || !strings.Contains(err.Error(), "503") {
		t.Errorf("the call ended with %v", err)
	}
	outages, err := vcenter.Admin.Outages.List(ctx)
	if err != nil || len(outages) != 1 || outages[0].Met != 1 || outages[0].Ends == nil {
		t.Errorf("the outages are %+v (%v)", outages, err)
	}
	vcenter.StopOutages()
	if _, err := methods.GetCurrentTime(ctx, client); err != nil {
		t.Error(err)
	}
}

func TestRestartLosesTheSessions(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	client := vcenter.Client(ctx)
	vcenter.Restart()
	var err error
	for i := 0; i < 2 && vimsession.FaultName(err) == ""; i++ { // the first call may meet the connection that was reset
		_, err = methods.GetCurrentTime(ctx, client)
	}
	if vimsession.FaultName(err) != "NotAuthenticated" {
		t.Errorf("the call ended with %v", err)
	}
}

func TestFullHouseAnswers503(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	vcenter.SetLimits(vimsession.LimitChange{MaxSessions: vimsession.Count(2), IdleTimeout: vimsession.For(time.Hour)})
	vcenter.Client(ctx)
	vcenter.Client(ctx)
	_, err := vcenter.Login(ctx, vcenter.User, vcenter.Password)
	if err == nil || !strings.Contains(err.Error(), "503") {
		t.Errorf("the login ended with %v", err)
	}
	if limits, err := vcenter.Admin.Limits.Get(ctx); err != nil || limits.MaxSessions != 2 || limits.IdleTimeout.Duration != time.Hour {
		t.Errorf("the limits are %+v (%v)", limits, err)
	}
}

func TestRotatedAndLockedAccounts(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	const user = "svc@vsphere.local"
	vcenter.AddUser(user, "one", "ReadOnly")
	client, err := vcenter.Login(ctx, user, "one")
	if err != nil {
		t.Fatal(err)
	}

	vcenter.SetPassword(user, "two")
	if _, err := vcenter.Login(ctx, user, "one"); vimsession.FaultName(err) != "InvalidLogin" {
		t.Errorf("the old password ended with %v", err)
	}
	if _, err := methods.GetCurrentTime(ctx, client); err != nil {
		t.Errorf("the session ended with %v", err)
	}
	if _, err := vcenter.Admin.Users.SetLockoutPolicy(ctx, vimsession.LockoutPolicy{MaxAttempts: 2, Window: vimsession.Duration{Duration: time.Minute}}); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < 2; i++ {
		vcenter.Login(ctx, user, "wrong")
	}
	if _, err := vcenter.Login(ctx, user, "two"); vimsession.FaultName(err) != "InvalidLogin" {
		t.Errorf("the locked account ended with %v", err)
	}
	if account, err := vcenter.Admin.Users.Get(ctx, user); err != nil || !account.Locked {
		t.Errorf("the account is %+v (%v)", account, err)
	}
	vcenter.UnlockUser(user)
	if _, err := vcenter.Login(ctx, user, "two"); err != nil {
		t.Error(err)
	}
	vcenter.LockUser(user)
	if _, err := vcenter.Login(ctx, user, "two"); vimsession.FaultName(err) != "InvalidLogin" {
		t.Errorf("the locked account ended with %v", err)
	}
}

func TestPrivilegesOfAGroupComeAndGoWithTheMembership(t *testing.T) {
	vcenter := vimsession.Start(t)
	groups := vcenter.Admin.Groups
	vcenter.AddUser("svc@vsphere.local", "one", "")
	if _, err := vcenter.Admin.Roles.Add(ctx, vimsession.RoleSpec{Name: "Ender", Privileges: []string{"Sessions.TerminateSession"}}); err != nil {
		t.Fatal(err)
	}
	for _, group := range []vimsession.GroupSpec{{Name: "readers", Members: []string{"svc"}, Role: "ReadOnly"}, {Name: "inner"}, {Name: "enders", MemberGroups: []string{"inner"}, Role: "Ender"}} {
		if _, err := groups.Add(ctx, group); err != nil {
			t.Fatal(err)
		}
	}
	client, err := vcenter.Login(ctx, "svc@vsphere.local", "one")
	if err != nil {
		t.Fatal(err)
	}
	end := func() string {
		return vimsession.FaultName(client.SessionManager.TerminateSession(ctx, []string{"another"}))
	}
	if fault := end(); fault != "NoPermission" {
		t.Errorf("before it is %q", fault)
	}

	if group, err := groups.Change(ctx, "inner", vimsession.GroupChange{Add: []string{"svc"}}); err != nil || len(group.Members) != 1 {
		t.Error(group, err)
	}
	if fault := end(); fault != "NotFound" {
		t.Errorf("as a member it is %q", fault)
	}
	if group, err := groups.Change(ctx, "enders", vimsession.GroupChange{RemoveGroups: []string{"inner"}}); err != nil || len(group.MemberGroups) != 0 {
		t.Error(group, err)
	}
	if fault := end(); fault != "NoPermission" {
		t.Errorf("after it is %q", fault)
	}
}

func TestLeastPrivilege(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	admin := vcenter.Admin
	vcenter.Client(ctx)
	other := vcenter.Sessions()[0].Key
	if _, err := admin.Users.Add(ctx, vimsession.UserSpec{Name: "svc", Password: "one", Groups: []string{"robots"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := admin.Roles.Add(ctx, vimsession.RoleSpec{Name: "Watcher", Privileges: []string{"System.View", "System.Read"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := admin.Permissions.Set(ctx, vimsession.Permission{Principal: "robots", Group: true, Role: "Watcher", Propagate: true}); err != nil {
		t.Fatal(err)
	}
	client, err := vcenter.Login(ctx, "svc", "one")
	if err != nil {
		t.Fatal(err)
	}
	if err := client.SessionManager.TerminateSession(ctx, []string{other}); vimsession.FaultName(err) != "NoPermission" {
		t.Errorf("the call ended with %v", err)
	}
	if _, err := admin.Roles.Change(ctx, "Watcher", vimsession.RoleSpec{Name: "Ender", Privileges: []string{"System.View", "Sessions.TerminateSession"}}); err != nil {
		t.Fatal(err)
	}
	if err := session.NewManager(client.Client).TerminateSession(ctx, []string{other}); err != nil {
		t.Error(err)
	}
}
