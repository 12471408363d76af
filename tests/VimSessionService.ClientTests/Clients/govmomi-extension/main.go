// Command main is an extension written with govmomi, which logs in through the SDK tunnel by itself.
package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/url"
	"os"
	"time"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/session"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

const key = "com.example.govmomi"

var failed int

func fact(text string, holds bool, seen ...interface{}) {
	if holds {
		fmt.Println("ok - " + text)
		return
	}
	failed++
	fmt.Printf("not ok - %s: saw %+v\n", text, seen)
}

func check(err error) {
	if err != nil {
		fmt.Printf("not ok - broke off: %v\n", err)
		os.Exit(1)
	}
}

func certificate() (tls.Certificate, string) {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	check(err)
	template := x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "govmomi"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, &private.PublicKey, private)
	check(err)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: private},
		string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	admin, err := url.Parse(os.Getenv("VIM_URL"))
	check(err)
	anonymous := *admin
	admin.User = url.UserPassword(os.Getenv("VIM_USER"), os.Getenv("VIM_PASSWORD"))
	c, err := govmomi.NewClient(ctx, admin, true)
	check(err)
	manager, err := object.GetExtensionManager(c.Client)
	check(err)
	own, text := certificate()
	check(manager.Register(ctx, types.Extension{Key: key, Version: "1.0", LastHeartbeatTime: time.Now(),
		Description: &types.Description{Label: "govmomi", Summary: "A test"}}))
	found, err := manager.Find(ctx, key)
	fact("a registered extension is found", err == nil && found != nil && found.Key == key, found, err)
	list, err := manager.List(ctx)
	fact("it is listed", err == nil && len(list) == 1, list, err)
	check(manager.SetCertificate(ctx, key, text))

	sc := soap.NewClient(&anonymous, true)
	sc.SetCertificate(own)
	extension, err := vim25.NewClient(ctx, sc)
	check(err)
	sessions := session.NewManager(extension)
	fact("an extension logs in through the tunnel", sessions.LoginExtensionByCertificate(ctx, key) == nil)
	current, err := sessions.UserSession(ctx)
	fact("the cookie is good outside of the tunnel", err == nil && current != nil && current.UserName == key, current, err)
	fact("the session is an extension's", current != nil && *current.ExtensionSession, current)
	err = sessions.LoginExtensionByCertificate(ctx, "none")
	_, ok := soap.ToSoapFault(err).VimFault().(types.InvalidLogin)
	fact("an unknown extension is InvalidLogin", ok, err)
	fact("the session logs out", sessions.Logout(ctx) == nil)
	check(manager.Unregister(ctx, key))
	found, err = manager.Find(ctx, key)
	fact("an unregistered extension is gone", err == nil && found == nil, found, err)
	if failed > 0 {
		os.Exit(1)
	}
}
