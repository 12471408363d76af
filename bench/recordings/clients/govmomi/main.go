// A session as a test with govmomi has it. Usage: govmomi URL
package main

import (
	"context"
	"log"
	"net/url"
	"os"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	ctx := context.WithValue(context.Background(), types.ID{}, "op000000")
	target, err := url.Parse(os.Args[1])
	check(err)
	client, err := govmomi.NewClient(ctx, target, true)
	check(err)
	session, err := client.SessionManager.UserSession(ctx)
	check(err)
	_, err = methods.SessionIsActive(ctx, client, &types.SessionIsActive{
		This: *client.ServiceContent.SessionManager, SessionID: session.Key, UserName: session.UserName})
	check(err)
	var manager mo.SessionManager
	check(property.DefaultCollector(client.Client).RetrieveOne(
		ctx, *client.ServiceContent.SessionManager, []string{"currentSession", "defaultLocale", "message"}, &manager))
	_, err = object.NewRootFolder(client.Client).Children(ctx)
	check(err)
	_, err = methods.GetCurrentTime(ctx, client)
	check(err)
	check(client.Logout(ctx))
}
