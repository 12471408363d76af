package vimsession

import (
	"reflect"

	"github.com/vmware/govmomi/vim25/soap"
)

// FaultName is the type of the fault of the API that a call of govmomi ended with, such as NotAuthenticated; "" when it ended otherwise.
func FaultName(err error) string {
	if err == nil || !soap.IsSoapFault(err) {
		return ""
	}
	fault := reflect.TypeOf(soap.ToSoapFault(err).VimFault())
	if fault == nil {
		return ""
	}
	return fault.Name()
}
