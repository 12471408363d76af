// Package vcenter runs the service for tests. VCENTER_COMMAND is the command that starts it, VimSessionService without it.
package vcenter

import (
	"bufio"
	"context"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/session"
)

// start runs the service until the test ends. The service also stops when this process is killed.
func start(t *testing.T) *url.URL {
	command := strings.Fields(os.Getenv("VCENTER_COMMAND"))
	if len(command) == 0 {
		command = []string{"VimSessionService"}
	}
	options := append(command[1:], "--listen", "127.0.0.1:0", "--username", "root", "--password", "secret", "--data-directory", t.TempDir(), "--stdin-exit")
	service := exec.Command(command[0], options...)
	service.Stderr = os.Stderr
	input, err := service.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := service.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := service.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		input.Close()
		if err := service.Wait(); err != nil {
			t.Error(err)
		}
	})
	first, err := bufio.NewReader(output).ReadString('\n')
	if err != nil || !strings.HasPrefix(first, "Listening on ") {
		t.Fatalf("the service did not start: %q %v", first, err)
	}
	u, err := url.Parse(strings.TrimSpace(strings.TrimPrefix(first, "Listening on ")))
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword("root", "secret")
	return u
}

func TestLogin(t *testing.T) {
	ctx := context.Background()
	client, err := govmomi.NewClient(ctx, start(t), true)
	if err != nil {
		t.Fatal(err)
	}
	current, err := session.NewManager(client.Client).UserSession(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if current == nil || current.UserName != "root" {
		t.Errorf("logged in as %v", current)
	}
	if err := client.Logout(ctx); err != nil {
		t.Error(err)
	}
}
