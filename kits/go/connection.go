package vimsession

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// connection sends requests to the admin API.
type connection struct {
	url   string
	token string
	http  *http.Client
}

func newConnection(address, token string) *connection {
	return &connection{
		url:   strings.TrimRight(address, "/"),
		token: token,
		http: &http.Client{
			// No proxy: the service is on this machine, or near it. No redirect: the token would go with it.
			Transport:     &http.Transport{MaxIdleConnsPerHost: 4, IdleConnTimeout: 30 * time.Second},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// path joins segments, whatever characters they have.
func path(segments ...string) string {
	escaped := make([]string, len(segments))
	for i, segment := range segments {
		escaped[i] = url.PathEscape(segment)
	}
	return strings.Join(escaped, "/")
}

// send sends a request and gives the body of its answer.
func (c *connection) send(ctx context.Context, method, path string, query url.Values, body any) ([]byte, error) {
	address := c.url + "/" + path
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	content, contentType, err := encodeBody(body)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, method, address, content)
	if err != nil {
		return nil, err
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, fmt.Errorf("the admin API does not answer; does the service run, and with --admin-listen? %w", err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("the answer of the admin API breaks off: %w", err)
	}
	if response.StatusCode >= 300 {
		return nil, readProblem(response.StatusCode, answer)
	}
	return answer, nil
}

// yaml is a body that is sent as it is.
type yaml string

func encodeBody(body any) (io.Reader, string, error) {
	switch body := body.(type) {
	case nil:
		return nil, "", nil
	case yaml:
		return strings.NewReader(string(body)), "application/yaml", nil
	default:
		text, err := json.Marshal(body)
		return bytes.NewReader(text), "application/json", err
	}
}

// do sends a request whose answer has no body.
func (c *connection) do(ctx context.Context, method, path string, query url.Values, body any) error {
	_, err := c.send(ctx, method, path, query, body)
	return err
}

// call sends a request and reads its answer.
func call[T any](ctx context.Context, c *connection, method, path string, query url.Values, body any) (T, error) {
	var result T
	answer, err := c.send(ctx, method, path, query, body)
	if err != nil {
		return result, err
	}
	if err := json.Unmarshal(answer, &result); err != nil {
		return result, fmt.Errorf("the answer of the admin API to %s %s cannot be read: %w", method, path, err)
	}
	return result, nil
}

// queryOf makes a query of names and texts, without those that are empty.
func queryOf(pairs ...string) url.Values {
	query := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			query.Set(pairs[i], pairs[i+1])
		}
	}
	return query
}

func optional(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return durationText(d)
}

func number[T int | int64](n T) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(int64(n), 10)
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
