// Command main is a client of VI-JSON over net/http. It sends and reads what govmomi's JSON client does: the type's name of the request beside the
// parameters, null for what is unset, the header of the session from any answer, an empty answer as null.
package main

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"time"
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

type client struct {
	http    http.Client
	session string
}

type fault struct {
	TypeName    string `json:"_typeName"`
	Faultstring string `json:"faultstring"`
}

type userSession struct {
	TypeName       string    `json:"_typeName"`
	Key            string    `json:"key"`
	UserName       string    `json:"userName"`
	LoginTime      time.Time `json:"loginTime"`
	LastActiveTime time.Time `json:"lastActiveTime"`
	CallCount      int32     `json:"callCount"`
	Extension      *bool     `json:"extensionSession"`
}

func (c *client) call(method, path string, body, result interface{}) *fault {
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		check(err)
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, os.Getenv("VIM_URL")+"/vim25/8.0.3.0/"+path, content)
	check(err)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if c.session != "" {
		request.Header.Set("vmware-api-session-id", c.session)
	}
	answer, err := c.http.Do(request)
	check(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	check(err)
	if len(text) > 0 {
		media, _, err := mime.ParseMediaType(answer.Header.Get("Content-Type"))
		check(err)
		if media != "application/json" {
			check(fmt.Errorf("content type %s", media))
		}
	}
	if answer.StatusCode == 500 {
		refused := &fault{}
		check(json.Unmarshal(text, refused))
		return refused
	}
	if answer.StatusCode/100 != 2 {
		check(fmt.Errorf("unexpected HTTP error code %d", answer.StatusCode))
	}
	if given := answer.Header.Get("vmware-api-session-id"); given != "" {
		c.session = given
	}
	if answer.StatusCode != 204 && len(text) > 0 && result != nil {
		check(json.Unmarshal(text, result))
	}
	return nil
}

func main() {
	c := &client{http: http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}}
	const manager = "SessionManager/SessionManager/"

	refused := c.call("POST", manager+"Login", map[string]interface{}{"_typeName": "LoginRequestType", "userName": os.Getenv("VIM_USER"), "password": "wrong"}, nil)
	fact("a wrong password is a fault", refused != nil && refused.TypeName == "InvalidLogin" && refused.Faultstring != "", refused)

	var own userSession
	before := time.Now().Add(-time.Hour)
	refused = c.call("POST", manager+"Login", map[string]interface{}{"_typeName": "LoginRequestType", "userName": os.Getenv("VIM_USER"), "password": os.Getenv("VIM_PASSWORD"), "locale": nil}, &own)
	fact("a login gives a session", refused == nil && len(c.session) == 40 && own.TypeName == "UserSession", refused, own)
	fact("its times are of RFC 3339", own.LoginTime.After(before) && own.LoginTime.Location() == time.UTC, own.LoginTime)
	fact("a member that is false is there", own.Extension != nil && !*own.Extension, own)

	var list []userSession
	refused = c.call("GET", manager+"sessionList", nil, &list)
	fact("an array is an array", refused == nil && len(list) >= 1, refused, list)

	var ticket string
	refused = c.call("POST", manager+"AcquireCloneTicket", map[string]string{"_typeName": "AcquireCloneTicket"}, &ticket)
	fact("a text is a text", refused == nil && len(ticket) > 10, refused, ticket)
	other := &client{http: c.http}
	var clone userSession
	refused = other.call("POST", manager+"CloneSession", map[string]string{"_typeName": "CloneSessionRequestType", "cloneTicket": ticket}, &clone)
	fact("a clone has a session of its own", refused == nil && other.session != "" && other.session != c.session && clone.UserName == own.UserName, refused, clone)

	refused = c.call("POST", manager+"Logout", map[string]string{"_typeName": "Logout"}, nil)
	fact("a logout is no fault", refused == nil, refused)
	refused = other.call("POST", manager+"Logout", map[string]string{"_typeName": "Logout"}, nil)
	fact("the clone lived on", refused == nil, refused)
	refused = other.call("POST", manager+"Logout", map[string]string{"_typeName": "Logout"}, nil)
	fact("a session that has ended is NotAuthenticated", refused != nil && refused.TypeName == "NotAuthenticated", refused)
	if failed > 0 {
		os.Exit(1)
	}
}
