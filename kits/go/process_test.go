package vimsession_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"vimsession"
)

const helperVariable = "VIMSESSION_TEST_HELPER"

// recorder is a test that keeps what is reported to it. Its Fatal ends the goroutine, as that of a test does.
type recorder struct {
	testing.TB
	failures, logs []string
	cleanups       []func()
}

func (r *recorder) Helper()          {}
func (r *recorder) Failed() bool     { return len(r.failures) > 0 }
func (r *recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Error(args ...any) {
	r.failures = append(r.failures, fmt.Sprint(args...))
}
func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}
func (r *recorder) Logf(format string, args ...any) {
	r.logs = append(r.logs, fmt.Sprintf(format, args...))
}
func (r *recorder) Fatal(args ...any) { r.Error(args...); runtime.Goexit() }
func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

// record runs a test to its end, with what it has to clean up.
func record(t *testing.T, test func(testing.TB)) *recorder {
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			for i := len(r.cleanups) - 1; i >= 0; i-- {
				r.cleanups[i]()
			}
		}()
		test(r)
	}()
	<-done
	return r
}

func TestFailedTestShowsTheLogOfItsService(t *testing.T) {
	t.Parallel()
	failed := record(t, func(t testing.TB) {
		vcenter := vimsession.Start(t)
		vcenter.Client(ctx)
		vcenter.RemoveRule("nothing")
		t.Error("this is not reached")
	})
	if len(failed.failures) != 1 || !strings.Contains(failed.failures[0], "404 not-found") {
		t.Errorf("the failures are %q", failed.failures)
	}
	if logs := strings.Join(failed.logs, "\n"); !strings.Contains(logs, "log of the vCenter:") || !strings.Contains(logs, " INF Login 200 ") {
		t.Errorf("the log is %s", logs)
	}
	passed := record(t, func(t testing.TB) { vimsession.Start(t).Client(ctx) })
	if passed.Failed() || len(passed.logs) != 0 {
		t.Errorf("a test that passes reports %q and logs %q", passed.failures, passed.logs)
	}
}

func TestLeakFailsTheTestThatAsks(t *testing.T) {
	t.Parallel()
	leak := func(options ...vimsession.Option) *recorder {
		return record(t, func(t testing.TB) {
			vcenter := vimsession.Start(t, options...)
			client := vcenter.Client(ctx)
			vcenter.Client(ctx)
			client.Jar = nil // what it says at the end does not name its session
		})
	}
	if r := leak(vimsession.CheckLeaks()); len(r.failures) != 1 || !strings.Contains(r.failures[0], "the test left sessions open: 409 leaked-sessions: 1 session was never logged out") {
		t.Errorf("the failures are %q", r.failures)
	}
	if r := leak(); r.Failed() {
		t.Errorf("without the option the failures are %q", r.failures)
	}
}

func TestCallsThatDoNotComeFailTheTest(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	found, err := vcenter.Admin.Journal.Wait(ctx, 1, vimsession.JournalQuery{Operation: "Login"}, 10*time.Millisecond)
	if err != nil || found.IsReached {
		t.Errorf("found %+v (%v)", found, err)
	}
}

func TestServiceThatDoesNotStartSaysWhy(t *testing.T) {
	t.Parallel()
	nowhere := filepath.Join(t.TempDir(), "nothing")
	for option, expected := range map[string]string{
		"--max-sessions=many": `(?s)ended before it was ready: exit status 2.*--max-sessions`,
		"--listen=:1":         `--listen is set by vimsession.Start`,
		"":                    regexp.QuoteMeta(nowhere) + `, which the option Binary names, is no program.*dotnet publish`,
	} {
		r := record(t, func(t testing.TB) {
			if option == "" {
				vimsession.Start(t, vimsession.Binary(nowhere))
			}
			vimsession.Start(t, vimsession.Arguments(option))
		})
		if len(r.failures) != 1 || !regexp.MustCompile(expected).MatchString(r.failures[0]) {
			t.Errorf("%q fails with %q", option, r.failures)
		}
	}
}

func TestMissingProgramIsAFailureThatSaysHowToBuildIt(t *testing.T) {
	t.Setenv("VIMSESSION_BINARY", "")
	t.Setenv("PATH", "/nowhere")
	r := record(t, func(t testing.TB) { vimsession.Start(t) })
	if len(r.failures) != 1 || !regexp.MustCompile("VimSessionService was not found. Name it by .*VIMSESSION_BINARY.*dotnet publish").MatchString(r.failures[0]) {
		t.Errorf("the failures are %q", r.failures)
	}
}

func TestAdminIsFoundByTheDataDirectory(t *testing.T) {
	t.Parallel()
	vcenter := vimsession.Start(t)
	admin, err := vimsession.FindAdmin(filepath.Dir(vcenter.CertificateFile()))
	if err != nil || admin.URL() != vcenter.Admin.URL() {
		t.Fatalf("found %v (%v)", admin, err)
	}
	var clock vimsession.ClockState
	if err := admin.Do(ctx, "GET", "clock", nil, nil, &clock); err != nil || clock.Rate != 1 {
		t.Errorf("the clock is %+v (%v)", clock, err)
	}
	_, err = vimsession.NewAdmin(vcenter.Admin.URL(), "another token").Clock.Show(ctx)
	var problem *vimsession.Problem
	if !errors.As(err, &problem) || problem.Kind() != "unauthorized" {
		t.Errorf("another token is answered with %v", err)
	}
	if _, err := vimsession.FindAdmin(t.TempDir()); err == nil || !strings.Contains(err.Error(), "no service with this data directory runs") {
		t.Errorf("an empty directory is answered with %v", err)
	}
}

// The service ends when the process of the test is killed: this process starts itself once more, as the one that is killed.
func TestServiceEndsWhenTheTestIsKilled(t *testing.T) {
	if os.Getenv(helperVariable) != "" {
		fmt.Println("helper:", vimsession.Start(t).Admin.URL())
		time.Sleep(10 * time.Minute)
	}
	t.Parallel()
	helper := exec.Command(os.Args[0], "-test.run=^TestServiceEndsWhenTheTestIsKilled$")
	helper.Env = append(os.Environ(), helperVariable+"=1")
	output, err := helper.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := helper.Start(); err != nil {
		t.Fatal(err)
	}
	admin := vimsession.NewAdmin(helperURL(t, bufio.NewScanner(output)), "")
	var problem *vimsession.Problem
	if _, err := admin.Clock.Show(ctx); !errors.As(err, &problem) {
		t.Fatalf("the service does not run: %v", err)
	}

	helper.Process.Kill()
	helper.Wait()

	deadline := time.Now().Add(30 * time.Second)
	for errors.As(err, &problem) || err == nil {
		if time.Now().After(deadline) {
			t.Fatal("the service still answers")
		}
		time.Sleep(20 * time.Millisecond)
		_, err = admin.Clock.Show(ctx)
	}
}

func helperURL(t *testing.T, lines *bufio.Scanner) string {
	for lines.Scan() {
		if line := lines.Text(); strings.HasPrefix(line, "helper: ") {
			return strings.TrimPrefix(line, "helper: ")
		}
	}
	t.Fatal("the helper has not started a service")
	return ""
}
