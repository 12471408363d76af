package vimsession

import (
	"bufio"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

const (
	sdkLine     = "Listening on "
	adminLine   = "Admin on "
	mostLines   = 10_000
	stopTimeout = 30 * time.Second
)

var ownArguments = []string{"--listen", "--admin-listen", "--admin-token", "--username", "--password", "--data-directory", "--stdin-exit", "--tls"}

// process is the service as a child process. It ends when its standard input is closed, which also happens when this process is killed.
type process struct {
	command *exec.Cmd
	input   io.Closer
	token   string
	readers sync.WaitGroup
	waited  chan struct{}
	err     error

	mutex   sync.Mutex
	lines   []string
	dropped int
	sdk     string
	admin   string
	ready   chan struct{}
}

func startProcess(s settings, directory string) (*process, error) {
	for _, argument := range s.arguments {
		name, _, _ := strings.Cut(argument, "=")
		for _, own := range ownArguments {
			if name == own {
				return nil, fmt.Errorf("%s is set by vimsession.Start; leave it out of the arguments", own)
			}
		}
	}
	program, err := findBinary(s.binary)
	if err != nil {
		return nil, err
	}
	secret := make([]byte, 24)
	if _, err := rand.Read(secret); err != nil {
		return nil, err
	}
	p := &process{token: hex.EncodeToString(secret), waited: make(chan struct{}), ready: make(chan struct{})}
	arguments := append(append([]string{}, s.arguments...),
		"--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--username", s.user, "--data-directory", directory, "--stdin-exit")
	p.command = exec.Command(program, arguments...)
	// Neither token nor password is an argument, which everybody on this machine could read.
	p.command.Env = append(environment(), "VIMSESSION_PASSWORD="+s.password, "VIMSESSION_ADMIN_TOKEN="+p.token)
	if err := p.run(); err != nil {
		return nil, err
	}
	select {
	case <-p.ready:
		return p, nil
	case <-p.waited:
		return nil, fmt.Errorf("the service ended before it was ready: %v\n%s", p.err, p.tail(50))
	case <-time.After(s.startTimeout):
		p.command.Process.Kill()
		<-p.waited
		return nil, fmt.Errorf("the service did not say where it listens within %s\n%s", s.startTimeout, p.tail(50))
	}
}

// environment is that of this process without the variable that the service does not know.
func environment() []string {
	var kept []string
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, binaryVariable+"=") {
			kept = append(kept, variable)
		}
	}
	return kept
}

func (p *process) run() error {
	input, err := p.command.StdinPipe()
	if err != nil {
		return err
	}
	output, err := p.command.StdoutPipe()
	if err != nil {
		return err
	}
	log, err := p.command.StderrPipe()
	if err != nil {
		return err
	}
	if err := p.command.Start(); err != nil {
		return err
	}
	p.input = input
	p.readers.Add(2)
	go p.read(output)
	go p.read(log)
	go func() {
		p.readers.Wait() // before Wait, which closes the pipes
		p.err = p.command.Wait()
		close(p.waited)
	}()
	return nil
}

func (p *process) read(pipe io.Reader) {
	defer p.readers.Done()
	reader := bufio.NewReader(pipe)
	for {
		line, err := reader.ReadString('\n')
		if line != "" {
			p.add(strings.TrimRight(line, "\r\n"))
		}
		if err != nil {
			return
		}
	}
}

func (p *process) add(line string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if len(p.lines) == mostLines {
		p.lines = append([]string{}, p.lines[mostLines/2:]...)
		p.dropped += mostLines / 2
	}
	p.lines = append(p.lines, line)
	if p.sdk != "" && p.admin != "" {
		return
	}
	if strings.HasPrefix(line, sdkLine) {
		p.sdk = strings.TrimPrefix(line, sdkLine)
	} else if strings.HasPrefix(line, adminLine) {
		p.admin = strings.TrimPrefix(line, adminLine)
	}
	if p.sdk != "" && p.admin != "" {
		close(p.ready)
	}
}

// tail gives the last lines that the service wrote.
func (p *process) tail(most int) string {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	lines := p.lines
	left := p.dropped
	if len(lines) > most {
		left += len(lines) - most
		lines = lines[len(lines)-most:]
	}
	text := strings.Join(lines, "\n")
	if left > 0 {
		text = fmt.Sprintf("(%d lines before these)\n%s", left, text)
	}
	return text
}

// stop ends the service, which finishes the calls that it is answering.
func (p *process) stop() error {
	p.input.Close()
	select {
	case <-p.waited:
		return p.err
	case <-time.After(stopTimeout):
		p.command.Process.Kill()
		<-p.waited
		return errors.New("the service did not end within " + stopTimeout.String())
	}
}
