// Command main is govmomi as a client that sends values whose type it states as xsi:type="xsd:int", without declaring the prefix xsd.
package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"time"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/event"
	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

const posted = "com.example.lab.measured"

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

func settings(ctx context.Context, c *govmomi.Client) {
	options := object.NewOptionManager(c.Client, *c.ServiceContent.Setting)
	read := func(key string) interface{} {
		found, err := options.Query(ctx, key)
		check(err)
		if len(found) != 1 {
			return found
		}
		return found[0].GetOptionValue().Value
	}
	change := func(key string, value types.AnyType) error {
		return options.Update(ctx, []types.BaseOptionValue{&types.OptionValue{Key: key, Value: value}})
	}
	for _, each := range []struct {
		kind, key     string
		value, before types.AnyType
	}{
		{"an int", "mail.smtp.port", int32(2525), int32(25)},
		{"a bool", "task.maxAgeEnabled", false, true},
		{"a string", "mail.sender", "lab@example.com", ""},
	} {
		before := read(each.key)
		err := change(each.key, each.value)
		after := read(each.key)
		fact("OptionManager.Update changes "+each.kind, before == each.before && err == nil && after == each.value, before, err, after)
		check(change(each.key, each.before))
	}

	err := change("mail.smtp.port", int64(26))
	refused := false
	if err != nil && soap.IsSoapFault(err) {
		_, refused = soap.ToSoapFault(err).VimFault().(types.InvalidArgument)
	}
	fact("a long is no int", refused && read("mail.smtp.port") == int32(25), err)
}

func events(ctx context.Context, c *govmomi.Client) {
	manager := event.NewManager(c.Client)
	arguments := []types.KeyAnyValue{
		{Key: "count", Value: int32(7)},
		{Key: "bytes", Value: int64(1) << 40},
		{Key: "passed", Value: true},
		{Key: "ratio", Value: 0.25},
		{Key: "name", Value: "lab 1"},
	}
	check(manager.PostEvent(ctx, &types.EventEx{
		Event:       types.Event{CreatedTime: time.Now()},
		EventTypeId: posted,
		Severity:    "info",
		Message:     "measured",
		Arguments:   arguments,
	}))
	found, err := manager.QueryEvents(ctx, types.EventFilterSpec{EventTypeId: []string{posted}})
	check(err)
	fact("PostEvent puts an EventEx into the log", len(found) == 1, found)
	read, ok := found[0].(*types.EventEx)
	fact("it is read back as an EventEx", ok && read.EventTypeId == posted && read.Message == "measured", found[0])
	seen := map[string]types.AnyType{}
	if ok {
		for _, argument := range read.Arguments {
			seen[argument.Key] = argument.Value
		}
	}
	for _, sent := range arguments {
		fact(fmt.Sprintf("the argument %s is still a %T", sent.Key, sent.Value), seen[sent.Key] == sent.Value, seen)
	}
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	u, err := url.Parse(os.Getenv("VIM_URL"))
	check(err)
	u.User = url.UserPassword(os.Getenv("VIM_USER"), os.Getenv("VIM_PASSWORD"))
	c, err := govmomi.NewClient(ctx, u, true)
	check(err)
	settings(ctx, c)
	events(ctx, c)
	if failed > 0 {
		os.Exit(1)
	}
}
