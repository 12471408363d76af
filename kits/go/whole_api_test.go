package vimsession_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"reflect"
	"regexp"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"vimsession"
)

// Types that read what a schema of the OpenAPI document describes.
var answers = map[string]any{
	"SessionInfo": vimsession.Session{}, "TicketInfo": vimsession.Ticket{}, "ClockInfo": vimsession.ClockState{}, "LimitValues": vimsession.LimitValues{},
	"LimitChange": vimsession.LimitChange{}, "SessionUpdate": vimsession.SessionChange{}, "UserInfo": vimsession.User{}, "UserCreation": vimsession.UserSpec{},
	"UserChange": vimsession.UserChange{}, "GroupInfo": vimsession.Group{}, "LockoutSetting": vimsession.LockoutPolicy{}, "RoleInfo": vimsession.Role{},
	"RoleSetting": vimsession.RoleSpec{}, "PermissionInfo": vimsession.Permission{}, "ExtensionInfo": vimsession.Extension{}, "RuleInfo": vimsession.RuleState{},
	"RuleSpec": vimsession.Rule{}, "RuleConditions": vimsession.Conditions{}, "RuleCount": vimsession.Counting{}, "RuleAnswer": vimsession.Answer{},
	"FaultSpec": vimsession.Fault{}, "StubSpec": vimsession.Stub{}, "StubTask": vimsession.StubTask{}, "StubChange": vimsession.StubChange{}, "RuleMiss": vimsession.NearMiss{}, "RuleMissCall": vimsession.MissedCall{}, "JournalCall": vimsession.Call{},
	"CallDiagnosis": vimsession.Diagnosis{}, "TokenFate": vimsession.TokenFate{}, "JournalCount": vimsession.CallCount{}, "LeakReport": vimsession.LeakReport{},
	"LeakGroup": vimsession.LeakGroup{}, "LeakedSession": vimsession.LeakedSession{}, "FirstCall": vimsession.FirstCall{}, "OutageSpec": vimsession.Outage{},
	"OutageInfo": vimsession.OutageState{}, "RestartSpec": vimsession.Restart{}, "RestartInfo": vimsession.RestartResult{}, "Problem": vimsession.Problem{},
	"ProblemPlace": vimsession.Place{}, "ScenarioInfo": vimsession.ScenarioState{}, "ScenarioStepInfo": vimsession.ScenarioStep{},
	"ScenarioFailure": vimsession.ScenarioFailure{}, "ReloadResult": vimsession.Reload{}, "ReloadedFile": vimsession.ReloadedFile{},
}

type document struct {
	Paths      map[string]map[string]json.RawMessage
	Components struct {
		Schemas map[string]struct{ Properties map[string]json.RawMessage }
	}
}

func openAPI(t *testing.T, vcenter *vimsession.VCenter) document {
	var d document
	if err := vcenter.Admin.Do(ctx, http.MethodGet, "openapi.json", nil, nil, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTypesHaveTheFieldsOfTheDocument(t *testing.T) {
	t.Parallel()
	d := openAPI(t, vimsession.Start(t))
	for name, value := range answers {
		schema := d.Components.Schemas[name]
		var described, declared []string
		for property := range schema.Properties {
			described = append(described, property)
		}
		kind := reflect.TypeOf(value)
		for i := 0; i < kind.NumField(); i++ {
			tag, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
			declared = append(declared, tag)
		}
		sort.Strings(described)
		sort.Strings(declared)
		if name == "ProblemPlace" && len(described) < len(declared) {
			continue // line and column came with scenarios
		}
		if !reflect.DeepEqual(described, declared) {
			t.Errorf("%s has %v, the document %v", name, declared, described)
		}
	}
}

func TestEveryOperationHasAMethod(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	target, err := url.Parse(strings.TrimSuffix(vcenter.Admin.URL(), "/admin/v1"))
	if err != nil {
		t.Fatal(err)
	}
	var mutex sync.Mutex
	asked := map[string]bool{}
	proxy := httputil.NewSingleHostReverseProxy(target)
	recording := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mutex.Lock()
		asked[r.Method+" "+r.URL.EscapedPath()] = true
		mutex.Unlock()
		r.Host = target.Host
		proxy.ServeHTTP(w, r)
	}))
	defer recording.Close()
	direct, err := vimsession.FindAdmin(strings.TrimSuffix(vcenter.CertificateFile(), "/shown-certificate.pem"))
	if err != nil {
		t.Fatal(err)
	}
	useEverything(t, vcenter, vimsession.AdminThrough(direct, recording.URL+"/admin/v1"))

	mutex.Lock()
	defer mutex.Unlock()
	for path, methods := range openAPI(t, vcenter).Paths {
		pattern := regexp.MustCompile("^" + regexp.MustCompile(`\\\{\w+\\\}`).ReplaceAllString(regexp.QuoteMeta(path), "[^/]+") + "$")
		for method := range methods {
			if method == "parameters" {
				continue
			}
			met := false
			for request := range asked {
				requestMethod, requestPath, _ := strings.Cut(request, " ")
				met = met || requestMethod == strings.ToUpper(method) && pattern.MatchString(requestPath)
			}
			if !met {
				t.Errorf("nothing asks for %s %s", strings.ToUpper(method), path)
			}
		}
	}
}

// useEverything asks for each operation once.
func useEverything(t *testing.T, vcenter *vimsession.VCenter, admin *vimsession.Admin) {
	client := vcenter.Client(ctx)
	if _, err := client.SessionManager.AcquireCloneTicket(ctx); err != nil {
		t.Fatal(err)
	}
	key := vcenter.Sessions()[0].Key
	tickets, err := admin.Tickets.List(ctx)
	if err != nil || len(tickets) != 1 {
		t.Fatalf("the tickets are %v (%v)", tickets, err)
	}
	var number int64
	steps := []func() (any, error){
		func() (any, error) { return nil, admin.Tickets.Expire(ctx, tickets[0].ID) },
		func() (any, error) { return admin.Sessions.List(ctx, vimsession.SessionQuery{}) },
		func() (any, error) { return admin.Sessions.Get(ctx, key) },
		func() (any, error) {
			return admin.Sessions.Change(ctx, key, vimsession.SessionChange{Idle: vimsession.For(time.Second)})
		},
		func() (any, error) { return admin.Clock.Show(ctx) },
		func() (any, error) { return admin.Clock.Freeze(ctx) },
		func() (any, error) { return admin.Clock.Advance(ctx, time.Second) },
		func() (any, error) { return admin.Clock.Set(ctx, time.Now()) },
		func() (any, error) { return admin.Clock.Run(ctx, 2) },
		func() (any, error) { return admin.Clock.Resume(ctx) },
		func() (any, error) { return admin.Clock.Real(ctx) },
		func() (any, error) { return admin.Limits.Get(ctx) },
		func() (any, error) {
			return admin.Limits.Set(ctx, vimsession.LimitChange{MaxLifetime: vimsession.For(0)})
		},
		func() (any, error) { return admin.Users.Add(ctx, vimsession.UserSpec{Name: "svc", Password: "one"}) },
		func() (any, error) { return admin.Users.List(ctx) },
		func() (any, error) { return admin.Users.Get(ctx, "SVC") },
		func() (any, error) {
			return admin.Users.Change(ctx, "svc", vimsession.UserChange{Groups: &[]string{"robots"}})
		},
		func() (any, error) { return admin.Users.Lock(ctx, "svc", time.Minute) },
		func() (any, error) { return admin.Users.Unlock(ctx, "svc") },
		func() (any, error) {
			return admin.Groups.Add(ctx, vimsession.GroupSpec{Name: "staff", Members: []string{"svc"}, Role: "ReadOnly"})
		},
		func() (any, error) { return admin.Groups.List(ctx) },
		func() (any, error) { return admin.Groups.Get(ctx, "STAFF") },
		func() (any, error) {
			return admin.Groups.Change(ctx, "staff", vimsession.GroupChange{Remove: []string{"svc"}, AddGroups: []string{"robots"}})
		},
		func() (any, error) { return nil, admin.Groups.Delete(ctx, "staff") },
		func() (any, error) { return admin.Users.LockoutPolicy(ctx) },
		func() (any, error) {
			return admin.Users.SetLockoutPolicy(ctx, vimsession.LockoutPolicy{Window: vimsession.Duration{Duration: time.Minute}})
		},
		func() (any, error) {
			return admin.Roles.Add(ctx, vimsession.RoleSpec{Name: "A B", Privileges: []string{"System.View"}})
		},
		func() (any, error) {
			return admin.Roles.Change(ctx, "A B", vimsession.RoleSpec{Name: "Watcher", Privileges: []string{"System.Read"}})
		},
		func() (any, error) { return admin.Roles.List(ctx) },
		func() (any, error) {
			return admin.Permissions.Set(ctx, vimsession.Permission{Principal: "svc", Role: "Watcher", Entity: "group-d1"})
		},
		func() (any, error) { return admin.Permissions.List(ctx) },
		func() (any, error) {
			return nil, admin.Permissions.Delete(ctx, vimsession.Permission{Principal: "svc", Entity: "group-d1"})
		},
		func() (any, error) { return nil, admin.Roles.Delete(ctx, "Watcher") },
		func() (any, error) { return nil, admin.Users.Delete(ctx, "svc") },
		func() (any, error) {
			return admin.Extensions.Register(ctx, vimsession.Extension{Key: "com.example.x", Version: "1.0"})
		},
		func() (any, error) { return admin.Extensions.List(ctx) },
		func() (any, error) { return nil, admin.Extensions.Unregister(ctx, "com.example.x") },
		func() (any, error) {
			snapshot, err := admin.Snapshot(ctx)
			if err != nil {
				return nil, err
			}
			return nil, admin.Restore(ctx, snapshot)
		},
		func() (any, error) {
			return admin.Rules.Add(ctx, vimsession.On().Named("a").Delay(time.Millisecond, 0))
		},
		func() (any, error) { return admin.Rules.AddBefore(ctx, "a", vimsession.On("Logout").Truncate(1)) },
		func() (any, error) { return admin.Rules.Get(ctx, "a") },
		func() (any, error) { return admin.Rules.Put(ctx, "a", vimsession.On("Logout").HalfSend(1)) },
		func() (any, error) { return nil, admin.Rules.Remove(ctx, "a") },
		func() (any, error) { return admin.Rules.List(ctx) },
		func() (any, error) { return admin.Rules.Replace(ctx) },
		func() (any, error) { return nil, admin.Rules.Clear(ctx) },
		func() (any, error) {
			return admin.Outages.Start(ctx, vimsession.Outage{ID: "a", Doors: []string{"sts"}, Mode: "hang"})
		},
		func() (any, error) { return admin.Outages.List(ctx) },
		func() (any, error) { return nil, admin.Outages.Stop(ctx, "a") },
		func() (any, error) { return nil, admin.Outages.StopAll(ctx) },
		func() (any, error) { return admin.Journal.Calls(ctx, vimsession.JournalQuery{}) },
		func() (any, error) {
			count, err := admin.Journal.Count(ctx, vimsession.JournalQuery{})
			number = count.Last
			return count, err
		},
		func() (any, error) { return admin.Journal.Get(ctx, number) },
		func() (any, error) { return admin.Journal.Wait(ctx, 1, vimsession.JournalQuery{}, time.Second) },
		func() (any, error) { return admin.Journal.Export(ctx, "har", vimsession.JournalQuery{}) },
		func() (any, error) {
			return admin.Leaks.Report(ctx, vimsession.LeakQuery{MinAge: time.Hour, Since: time.Now()})
		},
		func() (any, error) { return nil, admin.Sessions.Expire(ctx, key) },
		func() (any, error) { return nil, admin.Leaks.Forget(ctx) },
		func() (any, error) { return nil, admin.Leaks.Assert(ctx, vimsession.LeakQuery{}, true) },
		func() (any, error) { return nil, admin.Sessions.Terminate(ctx, loggedIn(t, vcenter)) },
		func() (any, error) { return admin.Sessions.ExpireAll(ctx, vimsession.SessionQuery{}) },
		func() (any, error) { return admin.Sessions.TerminateAll(ctx, vimsession.SessionQuery{}) },
		func() (any, error) {
			_, err := admin.Reload(ctx)
			if problem, ok := err.(*vimsession.Problem); !ok || problem.Kind() != "no-file" {
				return nil, fmt.Errorf("a service without files answers %v", err)
			}
			return nil, nil
		},
		func() (any, error) { return admin.Outages.Restart(ctx, vimsession.Restart{KeepSessions: true}) },
		func() (any, error) { return nil, admin.Reset(ctx) },
		func() (any, error) { return nil, admin.Journal.Clear(ctx) },
		func() (any, error) { return admin.Scenario.Apply(ctx, "description: nothing") },
		func() (any, error) { return admin.Scenario.Get(ctx) },
		func() (any, error) { return nil, admin.Scenario.End(ctx) },
	}
	for i, step := range steps {
		if result, err := step(); err != nil {
			t.Errorf("step %d: %v (%s)", i, err, fmt.Sprint(result))
		}
	}
}

// loggedIn is the key of a new session.
func loggedIn(t *testing.T, vcenter *vimsession.VCenter) string {
	vcenter.Client(ctx)
	live := vcenter.Sessions()
	return live[len(live)-1].Key
}

func TestAnAnswerThatIsNoProblemDocumentIsAnErrorAllTheSame(t *testing.T) {
	t.Parallel()
	for _, content := range []string{"", "<html>", "[]", `{"title":"T"}`, "\xff"} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusBadGateway)
			io.WriteString(w, content)
		}))
		err := vimsession.NewAdmin(server.URL, "").Reset(ctx)
		server.Close()
		if problem, ok := err.(*vimsession.Problem); !ok || problem.Status != http.StatusBadGateway || problem.Kind() != "no-problem-document" {
			t.Errorf("%q is answered with %v", content, err)
		}
	}
}
