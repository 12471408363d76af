// Command main gets tokens of single sign-on with govmomi and logs in by them, as "govc session.login -issue" and "-token" do.
package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/vmware/govmomi/lookup"
	"github.com/vmware/govmomi/lookup/types"
	"github.com/vmware/govmomi/session"
	"github.com/vmware/govmomi/sts"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/soap"
)

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

func client(ctx context.Context) *vim25.Client {
	u, err := soap.ParseURL(os.Getenv("VIM_URL"))
	check(err)
	u.User = nil
	c, err := vim25.NewClient(ctx, soap.NewClient(u, true))
	check(err)
	return c
}

// login logs in by a token and says whose session it is.
func login(ctx context.Context, signer *sts.Signer) (string, error) {
	c := client(ctx)
	m := session.NewManager(c)
	header := soap.Header{Security: signer}
	if err := m.LoginByToken(c.WithHeader(ctx, header)); err != nil {
		return "", err
	}
	s, err := m.UserSession(ctx)
	if err != nil || s == nil {
		return "", err
	}
	return s.UserName, m.Logout(ctx)
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	administrator := url.UserPassword(os.Getenv("VIM_USER"), os.Getenv("VIM_PASSWORD"))
	shown := os.Getenv("VIM_SHOWN_USER")
	solution, err := tls.LoadX509KeyPair(os.Getenv("VIM_SOLUTION_CERT"), os.Getenv("VIM_SOLUTION_KEY"))
	check(err)
	unknown, err := tls.LoadX509KeyPair(os.Getenv("VIM_UNKNOWN_CERT"), os.Getenv("VIM_UNKNOWN_KEY"))
	check(err)

	vc := client(ctx)
	found := lookup.EndpointURL(ctx, vc, "none", &types.LookupServiceRegistrationFilter{
		ServiceType:  &types.LookupServiceRegistrationServiceType{Product: "com.vmware.cis", Type: "cs.identity"},
		EndpointType: &types.LookupServiceRegistrationEndpointType{Protocol: "wsTrust", Type: "com.vmware.cis.cs.identity.sso"},
	})
	fact("the lookup service says where the STS is", found == os.Getenv("VIM_STS_URL"), found)
	fact("and which certificate it shows", vc.Thumbprint(vc.URL().Host) != "", vc.URL().Host)
	services, err := lookup.NewClient(ctx, vc)
	check(err)
	site, err := services.SiteID(ctx)
	fact("it has a site", err == nil && site != "", site, err)
	own, err := services.List(ctx, &types.LookupServiceRegistrationFilter{ServiceType: &types.LookupServiceRegistrationServiceType{Type: "vcenterserver"}})
	fact("the vCenter is listed with its instance", err == nil && len(own) == 1 && own[0].ServiceId == vc.ServiceContent.About.InstanceUuid, own, err)
	fact("at the address that it was asked at", len(own) == 1 && own[0].ServiceEndpoints[0].Url == os.Getenv("VIM_URL"), own)

	c, err := sts.NewClient(ctx, client(ctx))
	check(err)
	bearer, err := c.Issue(ctx, sts.TokenRequest{Userinfo: administrator, Delegatable: true})
	check(err)
	fact("a bearer token lives for five minutes", bearer.Lifetime.Expires.Sub(bearer.Lifetime.Created) == 5*time.Minute, bearer.Lifetime)
	name, err := login(ctx, bearer)
	fact("a bearer token logs in", err == nil && name == shown, name, err)
	_, err = c.Issue(ctx, sts.TokenRequest{Userinfo: url.UserPassword(os.Getenv("VIM_USER"), "wrong")})
	fact("a wrong password is a fault", err != nil && strings.Contains(err.Error(), "Invalid credentials"), err)

	own2, err := c.Issue(ctx, sts.TokenRequest{Certificate: &solution, Lifetime: time.Hour, Renewable: true, Delegatable: true})
	check(err)
	fact("a holder-of-key token lives as long as is asked", own2.Lifetime.Expires.Sub(own2.Lifetime.Created) == time.Hour, own2.Lifetime)
	name, err = login(ctx, own2)
	fact("a solution user's token logs in", err == nil && name == `VSPHERE.LOCAL\backup`, name, err)
	_, err = login(ctx, &sts.Signer{Token: own2.Token})
	fact("not without its key", err != nil)
	_, err = c.Issue(ctx, sts.TokenRequest{Certificate: &unknown})
	fact("an unknown certificate is a fault", err != nil && strings.Contains(err.Error(), "Invalid credentials"), err)

	renewed, err := c.Renew(ctx, sts.TokenRequest{Certificate: &solution, Token: own2.Token, Lifetime: 2 * time.Hour})
	check(err)
	fact("it is renewed", renewed.Lifetime.Expires.Sub(renewed.Lifetime.Created) == 2*time.Hour && renewed.Token != own2.Token, renewed.Lifetime)
	name, err = login(ctx, renewed)
	fact("the renewed one logs in", err == nil && name == `VSPHERE.LOCAL\backup`, name, err)

	person, err := c.Issue(ctx, sts.TokenRequest{Userinfo: administrator, Certificate: &unknown})
	check(err)
	name, err = login(ctx, person)
	fact("a person's token can be bound to a key of theirs", err == nil && name == shown, name, err)

	acting, err := c.Issue(ctx, sts.TokenRequest{Certificate: &solution, Token: bearer.Token, ActAs: true, Delegatable: true})
	check(err)
	fact("a solution user acts as a person, and not for longer than they let it", !acting.Lifetime.Expires.After(bearer.Lifetime.Expires), acting.Lifetime)
	name, err = login(ctx, acting)
	fact("and logs in as them", err == nil && name == shown, name, err)
	if failed > 0 {
		os.Exit(1)
	}
}
