from pyVim.connect import Disconnect, SmartConnect


def test_login(vcenter):
    si = SmartConnect(host=vcenter.host, port=vcenter.port, user=vcenter.user, pwd=vcenter.password, sslContext=vcenter.tls())
    assert si.content.sessionManager.currentSession.userName == "root"
    Disconnect(si)
