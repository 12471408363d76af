// The REST client of govmomi in the session that it opens, and beside a SOAP client.
package main

import (
	"context"
	"fmt"
	"net/url"
	"os"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/vapi/rest"
)

var failed = false

func fact(text string, holds bool, seen interface{}) {
	if holds {
		fmt.Println("ok - " + text)
		return
	}
	failed = true
	fmt.Printf("not ok - %s: saw %v\n", text, seen)
}

func require(err error) {
	if err != nil {
		fmt.Println("not ok - " + err.Error())
		os.Exit(1)
	}
}

func main() {
	ctx := context.Background()
	address, err := url.Parse(os.Getenv("VIM_URL"))
	require(err)
	client, err := govmomi.NewClient(ctx, address, true)
	require(err)
	user := url.UserPassword(os.Getenv("VIM_USER"), os.Getenv("VIM_PASSWORD"))

	c := rest.NewClient(client.Client)
	none, err := c.Session(ctx)
	fact("without a login there is no session", err == nil && none == nil, err)
	err = c.Login(ctx, url.UserPassword(os.Getenv("VIM_USER"), "wrong"))
	fact("a wrong password is refused", err != nil, err)
	require(c.Login(ctx, user))
	session, err := c.Session(ctx)
	require(err)
	fact("the session names its user", session != nil && session.User != "", session)

	other := rest.NewClient(client.Client)
	other.SessionID(c.SessionID())
	shown, err := other.Session(ctx)
	fact("its id opens it for another client", err == nil && shown != nil && shown.User == session.User, err)

	require(c.Logout(ctx))
	ended, err := other.Session(ctx)
	fact("the end of one is the end of both", err == nil && ended == nil, ended)
	if failed {
		os.Exit(1)
	}
}
