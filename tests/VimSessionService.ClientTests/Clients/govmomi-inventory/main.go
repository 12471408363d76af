// Command main is govmomi as a client that waits for changes and walks a small inventory.
package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"time"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/find"
	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/view"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

const name = "Lab 1%2f2"

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

func connect(ctx context.Context) *govmomi.Client {
	u, err := url.Parse(os.Getenv("VIM_URL"))
	check(err)
	u.User = url.UserPassword(os.Getenv("VIM_USER"), os.Getenv("VIM_PASSWORD"))
	c, err := govmomi.NewClient(ctx, u, true)
	check(err)
	return c
}

func updates(ctx context.Context) {
	c, other := connect(ctx), connect(ctx)
	say := func(text string) {
		_, err := methods.UpdateServiceMessage(ctx, other, &types.UpdateServiceMessage{This: *other.ServiceContent.SessionManager, Message: text})
		check(err)
	}
	entered := false
	seen := []string{}
	err := property.Wait(ctx, property.DefaultCollector(c.Client), c.SessionManager.Reference(), []string{"message"}, func(changes []types.PropertyChange) bool {
		for _, change := range changes {
			seen = append(seen, fmt.Sprint(change.Val))
		}
		if !entered {
			entered = true
			go say("from govmomi")
			return false
		}
		return true
	})
	fact("property.Wait sees the message change", err == nil && len(seen) == 2 && seen[1] == "from govmomi", seen, err)
	var collector mo.PropertyCollector
	check(c.RetrieveOne(ctx, c.ServiceContent.PropertyCollector, []string{"filter"}, &collector))
	fact("the shared collector has no filter of it", len(collector.Filter) == 0, collector.Filter)

	bounded, cancel := context.WithCancel(ctx)
	err = property.Wait(bounded, property.DefaultCollector(c.Client), c.SessionManager.Reference(), []string{"message"}, func([]types.PropertyChange) bool {
		cancel()
		return false
	})
	fact("a cancelled context ends property.Wait, whose cancelling call succeeds", err == nil, err)
	say("")
}

func inventory(ctx context.Context) {
	c := connect(ctx)
	finder := find.NewFinder(c.Client)
	datacenter, err := finder.DefaultDatacenter(ctx)
	check(err)
	fact("the finder finds the default datacenter", datacenter.Reference().Value == "datacenter-2", datacenter)
	folders, err := datacenter.Folders(ctx)
	fact("it has its folders", err == nil && folders.VmFolder.Reference().Value == "group-v3" && folders.NetworkFolder.Reference().Value == "group-n6", folders, err)
	finder.SetDatacenter(datacenter)
	_, err = finder.VirtualMachineList(ctx, "*")
	_, ok := err.(*find.NotFoundError)
	fact("it finds no machine", ok, err)

	made, err := view.NewManager(c.Client).CreateContainerView(ctx, c.ServiceContent.RootFolder, []string{"Datacenter"}, true)
	check(err)
	var list []mo.Datacenter
	check(made.Retrieve(ctx, []string{"Datacenter"}, []string{"name", "vmFolder"}, &list))
	fact("a container view retrieves the datacenter", len(list) == 1 && list[0].Name == name && list[0].VmFolder.Value == "group-v3", list)
	check(made.Destroy(ctx))

	index := object.NewSearchIndex(c.Client)
	found, err := index.FindByInventoryPath(ctx, "/"+name+"/host")
	fact("the search index finds a folder by its path", err == nil && found != nil && found.Reference().Value == "group-h4", found, err)
	found, err = index.FindByUuid(ctx, datacenter, "564d0000-0000-0000-0000-000000000000", true, nil)
	fact("it finds no machine by its UUID", err == nil && found == nil, found, err)
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	updates(ctx)
	inventory(ctx)
	if failed > 0 {
		os.Exit(1)
	}
}
