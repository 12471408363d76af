package vimsession

import "time"

// Option says how Start starts the service.
type Option func(*settings)

type settings struct {
	binary     string
	arguments  []string
	user       string
	password   string
	startTimeout   time.Duration
	checkLeaks bool
}

// Binary names the program of the service. Without it that is the one that the variable VIMSESSION_BINARY names, else VimSessionService in PATH.
func Binary(file string) Option { return func(s *settings) { s.binary = file } }

// Arguments are options of the service's command line, such as "--max-sessions", "4".
func Arguments(arguments ...string) Option {
	return func(s *settings) { s.arguments = append(s.arguments, arguments...) }
}

// Administrator sets the administrator's name and password.
func Administrator(user, password string) Option {
	return func(s *settings) { s.user, s.password = user, password }
}

// StartTimeout is how long the service may take to start; a minute without it.
func StartTimeout(d time.Duration) Option { return func(s *settings) { s.startTimeout = d } }

// CheckLeaks fails the test when it leaves a session open.
func CheckLeaks() Option { return func(s *settings) { s.checkLeaks = true } }

func settingsOf(options []Option) settings {
	s := settings{user: "administrator@vsphere.local", password: "secret", startTimeout: time.Minute}
	for _, option := range options {
		option(&s)
	}
	return s
}
