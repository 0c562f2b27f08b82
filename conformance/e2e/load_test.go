package e2e

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	patience = 10 * time.Second
	pause    = 40 * time.Millisecond
)

// client sends every request to one address, whatever its host.
func client(address string, keep bool) *http.Client {
	return &http.Client{
		Timeout: patience,
		Transport: &http.Transport{
			DisableKeepAlives: !keep,
			TLSClientConfig:   &tls.Config{InsecureSkipVerify: true}, // the certificates are the tests' own, and they are looked at by name
			DialContext: func(ctx context.Context, network, to string) (net.Conn, error) {
				_, port, err := net.SplitHostPort(to)
				if err != nil {
					return nil, err
				}
				return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort(address, port))
			},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// answer is what came back: the status, and of the suite's server who has answered.
type answer struct {
	status      int
	Namespace   string
	Pod         string
	certificate string
}

func get(client *http.Client, url string) (answer, error) {
	response, err := client.Get(url)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, err
	}
	got := answer{status: response.StatusCode}
	_ = json.Unmarshal(body, &got) // whoever else answers has no such fields
	if response.TLS != nil && len(response.TLS.PeerCertificates) > 0 {
		got.certificate = response.TLS.PeerCertificates[0].Subject.CommonName
	}
	return got, nil
}

// answers asks until a request is answered with a status.
func answers(t *testing.T, within time.Duration, address, url string, status int) answer {
	t.Helper()
	var last answer
	eventually(t, within, func() error {
		got, err := get(client(address, false), url)
		last = got
		if err == nil && got.status != status {
			err = fmt.Errorf("%s is answered with %d, not %d", url, got.status, status)
		}
		return err
	})
	return last
}

// load is a stream of requests, a hundred a second at most, half of them over connections of their own.
type load struct {
	cancel  context.CancelFunc
	workers sync.WaitGroup
	mutex   sync.Mutex
	sent    int
	longest time.Duration
	failed  map[string]int
	began   time.Time
}

func begin(address string, urls ...string) *load {
	ctx, cancel := context.WithCancel(context.Background())
	l := &load{cancel: cancel, failed: map[string]int{}, began: time.Now()}
	for worker := range 4 {
		l.workers.Add(1)
		go func() {
			defer l.workers.Done()
			client := client(address, worker%2 == 0)
			for turn := worker; ctx.Err() == nil; turn++ {
				l.one(client, urls[turn%len(urls)])
				time.Sleep(pause)
			}
			client.CloseIdleConnections()
		}()
	}
	return l
}

func (l *load) one(client *http.Client, url string) {
	began := time.Now()
	got, err := get(client, url)
	took := time.Since(began)
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.sent++
	l.longest = max(l.longest, took)
	switch {
	case err != nil:
		l.failed[strings.TrimPrefix(err.Error(), "Get ")]++
	case got.status != http.StatusOK:
		l.failed[fmt.Sprintf("%s: status %d", url, got.status)]++
	}
}

// end says how it went. With none at all allowed to fail, one that did fails the test.
func (l *load) end(t *testing.T) {
	t.Helper()
	l.stop(t)
	for why, count := range l.failed {
		t.Errorf("%d requests failed: %s", count, why)
	}
}

// stop says how it went, and answers how many requests failed of how many.
func (l *load) stop(t *testing.T) (failed, sent int) {
	t.Helper()
	l.cancel()
	l.workers.Wait()
	for _, count := range l.failed {
		failed += count
	}
	figure(t, "%d of %d requests failed in %s, the longest took %s",
		failed, l.sent, time.Since(l.began).Round(time.Second), l.longest.Round(time.Millisecond))
	if l.sent == 0 {
		t.Error("no request was sent")
	}
	return failed, l.sent
}
