package vimsession

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/session"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/soap"
)

const (
	logLines       = 200
	requestTimeout = time.Minute
	logoutTimeout  = 10 * time.Second
)

// VCenter is a service that runs until the test that started it has ended.
type VCenter struct {
	// Admin is the client of the admin API.
	Admin *Admin
	// User and Password are the administrator's.
	User, Password string

	t           testing.TB
	process     *process
	url         *url.URL
	certificate string
}

// Start runs the service on a free port until the test has ended, and shows its log when the test fails. Tests that run in parallel start one
// each: they share nothing. The service ends too when the process of the test is killed.
func Start(t testing.TB, options ...Option) *VCenter {
	t.Helper()
	s := settingsOf(options)
	directory, err := os.MkdirTemp("", "vimsession-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(directory) })
	p, err := startProcess(s, directory)
	if err != nil {
		t.Fatal(err)
	}
	v := &VCenter{Admin: NewAdmin(p.admin, p.token), User: s.user, Password: s.password, t: t, process: p}
	t.Cleanup(func() { v.end(s.checkLeaks) })
	if v.url, err = url.Parse(p.sdk); err != nil {
		t.Fatal(err)
	}
	if v.certificate, err = fetchCertificate(v.url.Host, directory); err != nil {
		t.Fatal(err)
	}
	return v
}

// URL is where clients connect to, with the administrator's name and password.
func (v *VCenter) URL() *url.URL {
	u := *v.url
	u.User = url.UserPassword(v.User, v.Password)
	return &u
}

// CertificateFile is the file with the certificate of the service as PEM, for clients that verify it.
func (v *VCenter) CertificateFile() string { return v.certificate }

// Log is what the service has written, the last lines of it.
func (v *VCenter) Log() string { return v.process.tail(logLines) }

// Client is a client that is logged in as the administrator, and logged out when the test ends.
func (v *VCenter) Client(ctx context.Context) *govmomi.Client {
	v.t.Helper()
	client, err := v.Login(ctx, v.User, v.Password)
	if err != nil {
		v.t.Fatal(err)
	}
	return client
}

// Login is a client that is logged in as a user, and logged out when the test ends.
func (v *VCenter) Login(ctx context.Context, user, password string) (*govmomi.Client, error) {
	v.t.Helper()
	connected := v.Connect(ctx)
	client := &govmomi.Client{Client: connected, SessionManager: session.NewManager(connected)}
	if err := client.Login(ctx, url.UserPassword(user, password)); err != nil {
		return nil, err
	}
	v.t.Cleanup(func() { v.logOut(client) })
	return client, nil
}

// Connect is a client that is not logged in.
func (v *VCenter) Connect(ctx context.Context) *vim25.Client {
	v.t.Helper()
	u := *v.url
	transport := soap.NewClient(&u, false)
	if err := transport.SetRootCAs(v.certificate); err != nil {
		v.t.Fatal(err)
	}
	client, err := vim25.NewClient(ctx, transport)
	if err != nil {
		v.t.Fatal(err)
	}
	v.t.Cleanup(client.CloseIdleConnections)
	return client
}

// logOut logs a client out that the test may have left in trouble. A session that the test has ended is no fault.
func (v *VCenter) logOut(client *govmomi.Client) {
	ctx, cancel := context.WithTimeout(context.Background(), logoutTimeout)
	defer cancel()
	for _, remedy := range []func(context.Context) error{v.Admin.Rules.Clear, v.Admin.Outages.StopAll} {
		if err := remedy(ctx); err != nil {
			v.t.Error(err)
		}
	}
	if err := client.Logout(ctx); err != nil {
		v.t.Logf("a client could not log out at the end of the test: %v", err)
	}
}

// end stops the service.
func (v *VCenter) end(checkLeaks bool) {
	if checkLeaks {
		ctx, cancel := context.WithTimeout(context.Background(), requestTimeout)
		defer cancel()
		if err := v.Admin.Leaks.Assert(ctx, LeakQuery{}, false); err != nil {
			v.t.Errorf("the test left sessions open: %v", err)
		}
	}
	if err := v.process.stop(); err != nil {
		v.t.Errorf("the service did not end well: %v", err)
	}
	if v.t.Failed() {
		v.t.Logf("log of the vCenter:\n%s", v.Log())
	}
}

// fetchCertificate writes the certificate that the service shows into a file.
func fetchCertificate(host, directory string) (string, error) {
	// It is the certificate itself that is asked for; clients verify it from then on.
	connection, err := tls.Dial("tcp", host, &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		return "", err
	}
	defer connection.Close()
	var shown []byte
	for _, certificate := range connection.ConnectionState().PeerCertificates {
		shown = append(shown, encode(certificate)...)
	}
	file := filepath.Join(directory, "shown-certificate.pem")
	return file, os.WriteFile(file, shown, 0o600)
}

func encode(certificate *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Raw})
}
