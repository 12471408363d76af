// Command main is govmomi as a client of the service under test.
package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"time"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/session"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

const wrongLogin = "Cannot complete login due to an incorrect user name or password."

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

func address(user, password string) *url.URL {
	u, err := url.Parse(os.Getenv("VIM_URL"))
	check(err)
	if user != "" {
		u.User = url.UserPassword(user, password)
	}
	return u
}

// vimFault is the fault inside an error, nil when there is none.
func vimFault(err error) types.AnyType {
	if err == nil || !soap.IsSoapFault(err) {
		return nil
	}
	return soap.ToSoapFault(err).VimFault()
}

func text(err error) string {
	if err == nil || !soap.IsSoapFault(err) {
		return ""
	}
	return soap.ToSoapFault(err).String
}

func sessions(ctx context.Context, c *govmomi.Client) []string {
	var manager mo.SessionManager
	check(c.RetrieveOne(ctx, c.SessionManager.Reference(), []string{"sessionList"}, &manager))
	var keys []string
	for _, s := range manager.SessionList {
		keys = append(keys, s.Key)
	}
	return keys
}

func contains(list []string, value string) bool {
	for _, s := range list {
		if s == value {
			return true
		}
	}
	return false
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	user, password := os.Getenv("VIM_USER"), os.Getenv("VIM_PASSWORD")

	anonymous, err := govmomi.NewClient(ctx, address("", ""), true)
	check(err)
	fact("a client without a user connects", anonymous.IsVC(), anonymous.ServiceContent.About)
	none, err := anonymous.SessionManager.UserSession(ctx)
	fact("it has no session", none == nil && err == nil, none, err)
	_, err = methods.GetCurrentTime(ctx, anonymous)
	denied, ok := vimFault(err).(types.NotAuthenticated)
	fact("its call is NotAuthenticated", ok, err)
	fact("the fault names privilege and root folder",
		denied.PrivilegeId == "System.View" && denied.Object.Value == "group-d1", denied)
	_, err = govmomi.NewClient(ctx, address(user, "wrong"), true)
	_, ok = vimFault(err).(types.InvalidLogin)
	fact("a wrong password is InvalidLogin in the words of a vCenter", ok && text(err) == wrongLogin, err)

	c, err := govmomi.NewClient(ctx, address(user, password), true)
	check(err)
	about := c.ServiceContent.About
	fact("about is a vCenter", about.ApiType == "VirtualCenter" && about.ProductLineId == "vpx" && about.InstanceUuid != "", about)
	current, err := c.SessionManager.UserSession(ctx)
	check(err)
	fact("the session is the user's", current.UserName == os.Getenv("VIM_SHOWN_USER"), current)
	fact("govmomi's locale is taken", current.Locale == "en_US", current)
	fact("address and agent are told", current.IpAddress == "127.0.0.1" && current.UserAgent != "", current)
	active, err := c.SessionManager.SessionIsActive(ctx)
	fact("SessionIsActive is true", active && err == nil, active, err)
	now, err := methods.GetCurrentTime(ctx, c)
	fact("CurrentTime is the time", err == nil && time.Since(*now) < time.Minute && time.Until(*now) < time.Minute, now, err)

	var manager mo.SessionManager
	check(c.RetrieveOne(ctx, c.SessionManager.Reference(), nil, &manager))
	fact("every property is retrieved into its type", manager.DefaultLocale == "en" && len(manager.MessageLocaleList) == 7 &&
		manager.CurrentSession != nil && manager.CurrentSession.Key == current.Key && len(manager.SessionList) > 0, manager)
	fact("sessionList has the session", contains(sessions(ctx, c), current.Key))
	var folder mo.Folder
	check(c.RetrieveOne(ctx, c.ServiceContent.RootFolder, []string{"name"}, &folder))
	fact("the root folder has a name", folder.Name == "Datacenters", folder.Name)
	children, err := object.NewRootFolder(c.Client).Children(ctx)
	fact("its children are listed", err == nil && len(children) == 0, children, err)
	err = c.RetrieveOne(ctx, types.ManagedObjectReference{Type: "Folder", Value: "group-v99999"}, []string{"name"}, &folder)
	_, ok = vimFault(err).(types.ManagedObjectNotFound)
	fact("an object that is not there is ManagedObjectNotFound", ok, err)
	err = property.DefaultCollector(c.Client).RetrieveOne(ctx, c.SessionManager.Reference(), []string{"nonesuch"}, &manager)
	unknown, ok := vimFault(err).(types.InvalidProperty)
	fact("an unknown path is InvalidProperty that names it", ok && unknown.Name == "nonesuch", err)

	check(c.SessionManager.SetLocale(ctx, "de"))
	current, err = c.SessionManager.UserSession(ctx)
	fact("SetLocale is seen", err == nil && current.Locale == "de", current)
	_, ok = vimFault(c.SessionManager.SetLocale(ctx, "xx_YY")).(types.InvalidLocale)
	fact("an unknown locale is InvalidLocale", ok)

	other, err := govmomi.NewClient(ctx, address(user, password), true)
	check(err)
	theirs, err := other.SessionManager.UserSession(ctx)
	check(err)
	check(c.SessionManager.TerminateSession(ctx, []string{theirs.Key}))
	_, err = methods.GetCurrentTime(ctx, other)
	_, ok = vimFault(err).(types.NotAuthenticated)
	fact("a terminated client's call is NotAuthenticated", ok, err)
	theirs, err = other.SessionManager.UserSession(ctx)
	fact("a terminated client has no session", theirs == nil && err == nil, theirs, err)
	_, ok = vimFault(c.SessionManager.TerminateSession(ctx, []string{"unknown"})).(types.NotFound)
	fact("an unknown session is NotFound", ok)
	argument, ok := vimFault(c.SessionManager.TerminateSession(ctx, []string{current.Key})).(types.InvalidArgument)
	fact("the own session is InvalidArgument of sessionId", ok && argument.InvalidProperty == "sessionId", argument)

	check(other.Login(ctx, url.UserPassword(user, password)))
	theirs, err = other.SessionManager.UserSession(ctx)
	fact("the same client logs in again", theirs != nil && err == nil, theirs, err)

	copied, err := vim25.NewClient(ctx, soap.NewClient(address("", ""), true))
	check(err)
	copied.Jar.SetCookies(copied.URL(), c.Jar.Cookies(c.URL()))
	same, err := session.NewManager(copied).UserSession(ctx)
	fact("the cookie carries the session over", err == nil && same != nil && same.Key == current.Key, same, err)

	check(c.Logout(ctx))
	same, err = session.NewManager(copied).UserSession(ctx)
	fact("Logout ends it for both", err == nil && same == nil, same, err)

	if failed > 0 {
		os.Exit(1)
	}
}
